package dev.headroom.share;

import dev.headroom.console.cli.HeadroomCommand;
import java.util.List;
import picocli.CommandLine;

/** The command lines of the two packages. */
final class CommandLines {
    private CommandLines() {}

    /** Everything. */
    static CommandLine console() {
        return HeadroomCommand.commandLine();
    }

    /** Of the package without simulator, demo and benchmarks: no command of another module than the console's, whose packages are all below one. */
    static CommandLine master() {
        CommandLine line = HeadroomCommand.commandLine();
        String own = HeadroomCommand.class.getPackageName();
        List.copyOf(line.getSubcommands().entrySet()).stream()
                .filter(entry -> !entry.getValue()
                        .getCommandSpec()
                        .userObject()
                        .getClass()
                        .getPackageName()
                        .startsWith(own))
                .forEach(entry -> line.getCommandSpec().removeSubcommand(entry.getKey()));
        HeadroomCommand.asOnServers(line);
        return line.setCommandName("headroom-master");
    }
}
