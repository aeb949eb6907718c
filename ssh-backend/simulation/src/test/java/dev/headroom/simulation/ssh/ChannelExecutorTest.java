package dev.headroom.simulation.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Channels whose bytes come before and after the simulated server has closed. */
class ChannelExecutorTest {

    @Test
    void whatComesBeforeTheEndIsRun() throws InterruptedException {
        ChannelExecutor executor = ChannelExecutor.of(2);
        var ran = new CountDownLatch(2);

        executor.execute(ran::countDown);
        executor.execute(ran::countDown);

        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        executor.close(true);
        assertThat(executor.isShutdown()).isTrue();
    }

    @Test
    void whatComesAfterTheEndIsDroppedAndThrowsNothing() {
        ChannelExecutor executor = ChannelExecutor.of(2);
        var ran = new AtomicBoolean();
        executor.close(true);

        assertThatCode(() -> executor.execute(() -> ran.set(true))).doesNotThrowAnyException();

        assertThat(ran).isFalse();
    }
}
