package dev.headroom.console.cli;

import java.util.concurrent.CountDownLatch;

/** Lets a command that runs until Ctrl-C close its resources. */
public final class Shutdown {
    private Shutdown() {}

    /** Counts {@code ended} down at a signal; the process then waits until {@code closed} is counted down. */
    public static void onSignal(CountDownLatch ended, CountDownLatch closed) {
        onSignal(ended::countDown, closed);
    }

    /** Tells a command at a signal to end; the process then waits until {@code closed} is counted down. */
    public static void onSignal(Runnable end, CountDownLatch closed) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            end.run();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }
}
