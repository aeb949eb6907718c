package dev.headroom.console.cli;

import dev.headroom.backend.time.TimeLimit;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** Lets a command that is ended by a signal close its resources, and say what it knows. */
public final class Shutdown {
    private Shutdown() {}

    /** Counts {@code ended} down at a signal; the process then waits until {@code closed} is counted down. */
    public static void onSignal(CountDownLatch ended, CountDownLatch closed) {
        onSignal(ended::countDown, closed);
    }

    /**
     * Does the work of a command that looks once. A signal ends its limit, and the process then waits until the work has said what
     * is known, also as a failure.
     *
     * @param err standard error
     */
    public static int lookOnce(TimeLimit limit, PrintWriter err, Look look) throws InterruptedException {
        var closed = new CountDownLatch(1);
        onSignal(limit::end, closed);
        try {
            return look.exitCode();
        } catch (CommandFailure failure) {
            if (!limit.isEnded()) {
                throw failure;
            }
            // The process ends once it is closed, and nothing would print the failure.
            failure.print(err);
            return failure.exitCode().number();
        } finally {
            closed.countDown();
        }
    }

    /** The work of a command that looks once. */
    public interface Look {
        int exitCode() throws InterruptedException;
    }

    /** Tells a command at a signal to end; the process then waits until {@code closed} is counted down. */
    private static void onSignal(Runnable end, CountDownLatch closed) {
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
