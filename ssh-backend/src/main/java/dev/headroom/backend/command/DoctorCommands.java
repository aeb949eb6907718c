package dev.headroom.backend.command;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;

/** Spells the commands of {@code headroom doctor}. Pure. */
public final class DoctorCommands {
    private DoctorCommands() {}

    /** The command by which a host's shell reads the doctor's script from standard input. */
    public static CommandLine ask(HostId host, Privilege privilege) {
        return switch (host) {
            case DirectorId _ -> CommandLine.of("sh", "-s", "--", "director", privilege.word());
            case ServerId _ -> CommandLine.of("sh", "-s", "--", "server", privilege.word());
        };
    }
}
