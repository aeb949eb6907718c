package dev.headroom.backend;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

/**
 * How long a test waits for an event before it calls it missing. A test never waits for time to pass, so this is no pause: it only
 * ends what hangs. It grows with what handing something from thread to thread takes on this machine, now.
 */
public final class TestPatience {
    private static final Duration LEAST = Duration.ofMinutes(2);
    private static final int ROUNDS = 200;
    /** For all rounds, on two cores with nothing else to do: some milliseconds. */
    private static final Duration USUAL = Duration.ofMillis(50);

    private static final long BETWEEN_LOOKS_MILLIS = 200;
    private static final double MOST = 5;
    private static final double SCALE = Math.clamp((double) HandOver.measured().toNanos() / USUAL.toNanos(), 1, MOST);

    /** For whatever is expected to happen. */
    public static final Duration GENEROUS = Duration.ofMillis((long) (LEAST.toMillis() * SCALE));

    private TestPatience() {}

    public static long millis() {
        return GENEROUS.toMillis();
    }

    /**
     * Waits for what cannot be waited for otherwise: files and processes of others.
     *
     * @param told what else is known, asked for when it was in vain
     */
    public static void until(String what, Callable<Boolean> condition, Callable<String> told) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        long begun = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - begun > GENEROUS.toNanos()) {
                throw new AssertionError(
                        "Waited %d s in vain until %s\n%s".formatted(GENEROUS.toSeconds(), what, told.call()));
            }
            never.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** In a class of its own: the other thread may not touch one that is still being initialized. */
    private static final class HandOver {
        private final LinkedTransferQueue<Integer> there = new LinkedTransferQueue<>();
        private final LinkedTransferQueue<Integer> back = new LinkedTransferQueue<>();

        static Duration measured() {
            HandOver handOver = new HandOver();
            long begun = System.nanoTime();
            Thread echo = Thread.ofPlatform().daemon().start(handOver::echo);
            for (int i = 0; i < ROUNDS; i++) {
                handOver.there.add(i);
                taken(handOver.back);
            }
            echo.interrupt();
            return Duration.ofNanos(System.nanoTime() - begun);
        }

        private void echo() {
            for (int i = 0; i < ROUNDS; i++) {
                back.add(taken(there));
            }
        }

        private static Integer taken(LinkedTransferQueue<Integer> queue) {
            try {
                Integer next = queue.poll(1, TimeUnit.MINUTES);
                if (next == null) {
                    throw new IllegalStateException("Nothing is handed from thread to thread within a minute.");
                }
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
