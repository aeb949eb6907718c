package dev.headroom.backend.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How the login user of a host gets the rights of root for the tools that need them. */
public enum Privilege {
    /** The login user is root. */
    ROOT,
    /** By {@code sudo -n}, which never asks for a password: a missing rule is an error at once. */
    SUDO;

    /** The command as this user must run it. */
    public CommandLine apply(CommandLine command) {
        return switch (this) {
            case ROOT -> command;
            case SUDO -> {
                List<String> arguments = new ArrayList<>(List.of("sudo", "-n"));
                arguments.addAll(command.arguments());
                yield new CommandLine(arguments);
            }
        };
    }

    /**
     * A command that changes the host, as this user must run it. The host itself ends it after a limit, by TERM and 2
     * s later by KILL, so that it cannot change the host after Headroom has given it up. The limit is inside of sudo,
     * which passes no signal but TERM. See decision 0066.
     *
     * @param limit how long it may run, whole seconds
     */
    public CommandLine applyWithin(Duration limit, CommandLine command) {
        List<String> arguments = new ArrayList<>(List.of("timeout", "-k", "2", Long.toString(limit.toSeconds())));
        arguments.addAll(command.arguments());
        return apply(new CommandLine(arguments));
    }

    /** The name of this privilege in the agent's protocol. */
    public String word() {
        return switch (this) {
            case ROOT -> "root";
            case SUDO -> "sudo";
        };
    }
}
