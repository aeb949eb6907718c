package dev.headroom.backend.command;

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

    /** The word for it in the agent's protocol. */
    public String word() {
        return switch (this) {
            case ROOT -> "root";
            case SUDO -> "sudo";
        };
    }
}
