package dev.headroom.console.cli.ssh;

import dev.headroom.backend.remote.secrets.SecretPrompt;
import dev.headroom.backend.remote.secrets.SecretQuestion;
import dev.headroom.backend.time.TimeLimit;
import java.util.Optional;

/** Asks the operator, who may take any time: the command's own stands still meanwhile. */
public record UnhurriedPrompt(SecretPrompt prompt, TimeLimit limit) implements SecretPrompt {
    @Override
    public Optional<char[]> ask(SecretQuestion question, String remark) {
        return limit.standStill(() -> prompt.ask(question, remark));
    }

    @Override
    public Optional<String> silence() {
        return prompt.silence();
    }
}
