package dev.headroom.console;

import dev.headroom.console.cli.HeadroomCommand;

/** Starts Headroom: the window without arguments, else one command of the command line. */
public final class Main {
    private Main() {}

    /** Ends the process with 0 done, 1 bug, 2 bad usage or file, 3 cannot reach or log in, 4 refused for safety. */
    public static void main(String[] arguments) {
        int code = HeadroomCommand.run(arguments);
        // Java logs a call of exit, for which it starts the whole of logging: a process that would end anyway does
        // without.
        if (code != 0 || othersRun()) {
            System.exit(code);
        }
    }

    /** Whether a thread would keep the process alive. */
    private static boolean othersRun() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> !thread.isDaemon() && !thread.equals(Thread.currentThread()));
    }
}
