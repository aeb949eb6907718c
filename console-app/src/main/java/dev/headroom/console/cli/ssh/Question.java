package dev.headroom.console.cli.ssh;

import java.io.Console;
import java.util.Optional;

/** Asks the operator on the terminal. */
interface Question {
    /** The answer; empty if there is no terminal, or it was closed. */
    Optional<String> ask(String text);

    static Question onTerminal() {
        return text -> Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .flatMap(terminal -> Optional.ofNullable(terminal.readLine("%s", text)));
    }
}
