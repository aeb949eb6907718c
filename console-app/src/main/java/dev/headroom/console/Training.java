package dev.headroom.console;

import dev.headroom.console.cli.HeadroomCommand;
import dev.headroom.console.cli.WindowLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javafx.application.Platform;

/**
 * Runs the command lines of standard input, one a line, in one process, and with the argument {@code window} then opens a
 * window that has no cluster: what the program's AOT cache is made from. Blanks separate the arguments of a command. See
 * decision 0005 of packaging.
 */
final class Training {
    private Training() {}

    /** Ends with the exit code of the first command that fails, else with 0. */
    public static void main(String[] arguments) throws InterruptedException {
        int code = 0;
        for (String line : lines()) {
            if (code == 0) {
                code = HeadroomCommand.run(line.split(" ", -1));
            }
        }
        if (List.of(arguments).contains("window")) {
            WindowLauncher.open("cluster", 0).awaitClosed();
            Platform.exit();
        }
        if (code != 0) {
            System.exit(code);
        }
    }

    private static List<String> lines() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
