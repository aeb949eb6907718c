package dev.headroom.backend.remote.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Finds out whether the file system of a file answers: one that has died, such as a network mount whose server is gone,
 * blocks each thread that touches it, without end and without a way to break it off. A thread of its own touches the
 * file; while that one is blocked, no other touches the same folder. Safe for several threads at once. See decision
 * 0129.
 */
public final class PatientFiles {
    private static final PatientFiles OF_THIS_PROCESS =
            new PatientFiles(Duration.ofSeconds(5), Duration.ofSeconds(1), System::nanoTime, PatientFiles::touch);

    private final Duration limit;
    private final Duration holds;
    private final LongSupplier ticker;
    private final Touching touching;
    private final ConcurrentHashMap<Path, Question> asked = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Path, Question> silent = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Path, Long> answered = new ConcurrentHashMap<>();

    /** Touches a file; may block. */
    interface Touching {
        void touch(Path file) throws IOException;
    }

    /** A file that is being touched, and since when. */
    private record Question(CompletableFuture<Boolean> answer, long since) {}

    /**
     * @param limit how long an answer is waited for
     * @param holds how long an answer counts
     * @param ticker nanoseconds of a clock that only goes forward
     */
    PatientFiles(Duration limit, Duration holds, LongSupplier ticker, Touching touching) {
        this.limit = limit;
        this.holds = holds;
        this.ticker = ticker;
        this.touching = touching;
    }

    /** Why nobody may touch a file, the end of a sentence; empty where its file system answers. Blocks for 5 s at most. */
    public static Optional<String> silence(Path file) {
        return OF_THIS_PROCESS.silenceOf(file);
    }

    Optional<String> silenceOf(Path file) {
        Path path = file.toAbsolutePath();
        Path folder = Optional.ofNullable(path.getParent()).orElse(path);
        String sentence = "the file system of %s did not answer within %d s".formatted(file, limit.toSeconds());
        Question before = silent.get(folder);
        if (before != null && !before.answer().isDone()) {
            return Optional.of(sentence);
        }
        if (Optional.ofNullable(answered.get(path))
                .filter(at -> ticker.getAsLong() - at < holds.toNanos())
                .isPresent()) {
            return Optional.empty();
        }
        Question question = asked.computeIfAbsent(path, this::ask);
        try {
            question.answer()
                    .get(Math.max(0, limit.toNanos() - (ticker.getAsLong() - question.since())), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (TimeoutException _) {
            silent.put(folder, question);
            return Optional.of(sentence);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("the wait for the file system of %s was broken off".formatted(file));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Question ask(Path path) {
        var answer = new CompletableFuture<Boolean>();
        Thread.ofPlatform().daemon().name("headroom-file").start(() -> {
            try {
                touching.touch(path);
            } catch (IOException | RuntimeException _) {
                // An error is an answer too: whoever reads the file gets it, and says it.
            } finally {
                answered.put(path, ticker.getAsLong());
                asked.remove(path);
                answer.complete(true);
            }
        });
        return new Question(answer, ticker.getAsLong());
    }

    /** Reads the first byte; only of a regular file, since a pipe would be waited for. */
    private static void touch(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                in.skipNBytes(1);
            }
        }
    }
}
