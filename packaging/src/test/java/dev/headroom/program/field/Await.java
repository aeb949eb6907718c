package dev.headroom.program.field;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for what must come; how long is only a limit for the case that it never does. */
final class Await {
    private static final Duration LONGEST = Duration.ofMinutes(Integer.getInteger("minutes", 4));

    private Await() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, condition, () -> "");
    }

    /** @param told what else is known, asked for when it was in vain */
    static void until(String what, Callable<Boolean> condition, Callable<String> told) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain until " + what + "\n" + told.call());
            }
            never.await(200, TimeUnit.MILLISECONDS);
        }
    }
}
