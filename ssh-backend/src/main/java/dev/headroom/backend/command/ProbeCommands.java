package dev.headroom.backend.command;

import dev.headroom.ma2scf.model.Endpoint;

/** Spells commands that probe a host or a destination. Pure. They need no rights of root. */
public final class ProbeCommands {
    /** Does nothing: its success shows that commands run on the host. */
    public static final CommandLine NOTHING = CommandLine.of("true");

    private ProbeCommands() {}

    /** Succeeds when a TCP connection is made within 3 s. It needs bash on the host that runs it. */
    public static CommandLine connect(Endpoint endpoint) {
        return CommandLine.of(
                "timeout", "3", "bash", "-c", ": < /dev/tcp/%s/%d".formatted(endpoint.address(), endpoint.port()));
    }
}
