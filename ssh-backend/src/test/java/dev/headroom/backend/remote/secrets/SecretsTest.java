package dev.headroom.backend.remote.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final SecretQuestion KEY = new SecretQuestion.Passphrase(Path.of("id"));
    private static final SecretQuestion PASSWORD = new SecretQuestion.Password("root", "192.0.2.1");

    private final AtomicInteger asked = new AtomicInteger();
    private char[] last = {};

    private Secrets answering(String answer) {
        return new Secrets(new SecretPrompt() {
            @Override
            public Optional<char[]> ask(SecretQuestion question, String remark) {
                asked.incrementAndGet();
                last = answer.toCharArray();
                return answer.isEmpty() ? Optional.empty() : Optional.of(last);
            }

            @Override
            public Optional<String> silence() {
                return Optional.empty();
            }
        });
    }

    @Test
    void aHundredHostsWithOneKeyAskOnce() {
        var unlocked = new AtomicBoolean();
        Secrets secrets = answering("open");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Boolean>> all = IntStream.range(0, 100)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(
                            () -> secrets.ask(KEY, 3, unlocked::get, _ -> {
                                unlocked.set(true);
                                return true;
                            }),
                            threads))
                    .toList();
            assertThat(all).allSatisfy(one -> assertThat(one.join()).isTrue());
        }
        assertThat(asked).hasValue(1);
        assertThat(last).as("wiped").containsOnly('\0');
    }

    @Test
    void aQuestionWithoutAnAnswerRestsUntilTheOperatorAsks() {
        Secrets secrets = answering("");
        assertThat(secrets.askOnce(PASSWORD, false)).isEmpty();
        assertThat(secrets.askOnce(PASSWORD, false)).isEmpty();
        assertThat(asked).hasValue(1);
        secrets.askAgain();
        assertThat(secrets.askOnce(PASSWORD, false)).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void aPasswordIsKeptUntilTheHostRefusesIt() {
        Secrets secrets = answering("right");
        assertThat(secrets.askOnce(PASSWORD, false)).contains("right".toCharArray());
        assertThat(secrets.askOnce(PASSWORD, false)).contains("right".toCharArray());
        assertThat(asked).hasValue(1);
        secrets.forget(PASSWORD);
        assertThat(secrets.askOnce(PASSWORD, true)).contains("right".toCharArray());
        assertThat(asked).hasValue(2);
    }

    @Test
    void whatAHostAsksIsNeverKept() {
        Secrets secrets = answering("123456");
        var code = new SecretQuestion.OfHost("root", "192.0.2.1", "", "Code:", false);
        secrets.askOnce(code, false);
        secrets.askOnce(code, false);
        assertThat(asked).hasValue(2);
    }
}
