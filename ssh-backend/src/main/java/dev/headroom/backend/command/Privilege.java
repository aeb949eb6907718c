package dev.headroom.backend.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How the login user of a host gets root's rights for the tools that need them. */
public enum Privilege {
    /** The login user is root. */
    ROOT,
    /** Through {@code sudo -n}, which never asks: a missing rule is an error at once. */
    SUDO;

    /** The command as this user must give it. */
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
     * A command that changes something, as this user must give it: the host itself ends it, by TERM and 2 s later by KILL, so that it
     * cannot act when nobody expects it any more. The limit is inside of sudo, for no signal but TERM passes through. See decision 0066.
     *
     * @param limit how long it may run, whole seconds
     */
    public CommandLine applyWithin(Duration limit, CommandLine command) {
        List<String> arguments = new ArrayList<>(List.of("timeout", "-k", "2", Long.toString(limit.toSeconds())));
        arguments.addAll(command.arguments());
        return apply(new CommandLine(arguments));
    }

    /** The word for it in the agent's protocol. */
    public String word() {
        return switch (this) {
            case ROOT -> "root";
            case SUDO -> "sudo";
        };
    }
}
