package dev.headroom.backend.remote.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file system that blocks whoever touches it, as a network mount does whose server is gone. */
class PatientFilesTest {
    private static final Path KEY = Path.of("/net/keys/id_ed25519");
    private static final Duration LIMIT = Duration.ofMillis(50);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger touched = new AtomicInteger();
    private final CountDownLatch alive = new CountDownLatch(1);
    private final PatientFiles files = new PatientFiles(LIMIT, Duration.ofSeconds(1), nanos::get, this::touch);

    private void touch(Path file) throws IOException {
        touched.incrementAndGet();
        if (file.startsWith("/net")) {
            try {
                alive.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        throw new IOException("no such file");
    }

    @Test
    @Timeout(60)
    void aFolderThatDoesNotAnswerIsTouchedByOneThreadOnly() throws Exception {
        assertThat(files.silenceOf(KEY))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("the file system of " + KEY + " did not answer within "));
        assertThat(files.silenceOf(KEY)).isPresent();
        assertThat(files.silenceOf(Path.of(KEY + "-cert.pub")))
                .as("a file beside it is told as itself, at once")
                .hasValueSatisfying(why -> assertThat(why).contains("-cert.pub did not answer"));
        assertThat(touched).hasValue(1);
        alive.countDown();
        while (files.silenceOf(KEY).isPresent()) {
            Thread.onSpinWait();
        }
        assertThat(files.silenceOf(KEY)).as("it is used again").isEmpty();
    }

    @Test
    void anAnswerCountsForAWhileAndAnErrorIsOne() {
        Path here = Path.of("/here/id_ed25519");
        assertThat(files.silenceOf(here)).isEmpty();
        assertThat(files.silenceOf(here)).isEmpty();
        assertThat(touched).hasValue(1);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(files.silenceOf(here)).isEmpty();
        assertThat(touched).hasValue(2);
    }
}
