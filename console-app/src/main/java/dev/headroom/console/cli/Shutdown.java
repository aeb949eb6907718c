package dev.headroom.console.cli;

import java.util.concurrent.CountDownLatch;

/** Lets a command that runs until Ctrl-C close what it opened. */
public final class Shutdown {
    private Shutdown() {}

    /** At a signal {@code ended} is counted down, and the process waits until {@code closed} is. */
    public static void onSignal(CountDownLatch ended, CountDownLatch closed) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            ended.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }
}
