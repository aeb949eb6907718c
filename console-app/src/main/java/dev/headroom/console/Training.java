package dev.headroom.console;

import dev.headroom.console.cli.HeadroomCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs the command lines of standard input, one a line, in one process: what the program's AOT cache is made from. Blanks
 * separate arguments. See decision 0005 of packaging.
 */
final class Training {
    private Training() {}

    /** Ends with the exit code of the first command that fails, else with 0. */
    public static void main(String[] arguments) {
        int code = 0;
        for (String line : lines()) {
            if (code == 0) {
                code = HeadroomCommand.run(line.split(" ", -1));
            }
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
