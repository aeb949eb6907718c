package dev.headroom.console.cli.ssh;

import dev.headroom.backend.remote.secrets.SecretPrompt;
import dev.headroom.backend.remote.secrets.SecretQuestion;
import java.io.Console;
import java.util.Optional;

/** Asks the operator at the terminal; secrets are not shown while they are typed. */
public final class TerminalPrompt implements SecretPrompt {
    private final Console console;

    private TerminalPrompt(Console console) {
        this.console = console;
    }

    /** The terminal of this process, or nobody where it has none. */
    public static SecretPrompt ofThisProcess() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .<SecretPrompt>map(TerminalPrompt::new)
                .orElseGet(() -> SecretPrompt.nobody("there is no terminal to ask at"));
    }

    @Override
    public Optional<char[]> ask(SecretQuestion question, String remark) {
        if (!remark.isEmpty()) {
            console.printf("%s%n", remark);
        }
        if (question.echo()) {
            String answer = console.readLine("%s: ", question.line());
            return Optional.ofNullable(answer).map(String::toCharArray);
        }
        return Optional.ofNullable(console.readPassword("%s: ", question.line()))
                .filter(answer -> answer.length > 0 || question.mayBeEmpty());
    }

    @Override
    public Optional<String> silence() {
        return Optional.empty();
    }
}
