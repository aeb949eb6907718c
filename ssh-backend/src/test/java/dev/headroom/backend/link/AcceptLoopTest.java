package dev.headroom.backend.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thread of ours that dies: the loop of those that accept. Reported of others at https://github.com/boostorg/beast/issues/3010 (it
 * ends) and https://github.com/jetty/jetty.project/issues/354 (it spins).
 */
@Timeout(900)
class AcceptLoopTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch served = new CountDownLatch(1);

    private SocketChannel faultsFirst() throws IOException {
        return switch (asked.incrementAndGet()) {
            case 1 -> throw new IOException("Too many open files");
            case 2 -> throw new IllegalStateException("no thread");
            case 3 -> throw new OutOfMemoryError("for once");
            default -> SocketChannel.open();
        };
    }

    @Test
    void goesOnAfterWhateverIsThrown() throws Exception {
        AtomicInteger served = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        AcceptLoop loop = new AcceptLoop(
                this::faultsFirst,
                caller -> {
                    close(caller);
                    two.countDown();
                    if (served.incrementAndGet() == 1) {
                        throw new IllegalStateException("a fault of who serves");
                    }
                },
                Duration.ofMillis(1));
        Thread thread = Thread.ofVirtual().start(loop);
        assertThat(two.await(TestPatience.millis(), TimeUnit.MILLISECONDS)).isTrue();
        loop.close();
        assertThat(thread.join(TestPatience.GENEROUS)).isTrue();
    }

    @Test
    void endsAtOnceWhenClosedWhileItPauses() throws Exception {
        AcceptLoop loop = new AcceptLoop(
                () -> {
                    served.countDown();
                    throw new IOException("Too many open files");
                },
                AcceptLoopTest::close,
                Duration.ofDays(1));
        Thread thread = Thread.ofVirtual().start(loop);
        assertThat(served.await(TestPatience.millis(), TimeUnit.MILLISECONDS)).isTrue();
        loop.close();
        assertThat(thread.join(TestPatience.GENEROUS)).isTrue();
    }

    private static void close(SocketChannel caller) {
        try {
            caller.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
