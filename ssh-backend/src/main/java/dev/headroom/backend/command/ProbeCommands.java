package dev.headroom.backend.command;

import dev.headroom.ma2scf.model.Endpoint;

/** Commands that find out whether something answers. They need no rights of root. */
public final class ProbeCommands {
    private ProbeCommands() {}

    /** Succeeds when a TCP connection can be made, within three seconds; by bash, which every system with LXC has. */
    public static CommandLine connect(Endpoint endpoint) {
        return CommandLine.of(
                "timeout", "3", "bash", "-c", ": < /dev/tcp/%s/%d".formatted(endpoint.address(), endpoint.port()));
    }
}
