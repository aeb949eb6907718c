package dev.headroom.console;

import dev.headroom.console.cli.HeadroomCommand;

/** Starts Headroom: the window without arguments, else one command of the command line. */
public final class Main {
    private Main() {}

    /** Ends the process with 0 done, 1 bug, 2 bad usage or file, 3 cannot reach or log in, 4 refused for safety. */
    public static void main(String[] arguments) {
        System.exit(HeadroomCommand.run(arguments));
    }
}
