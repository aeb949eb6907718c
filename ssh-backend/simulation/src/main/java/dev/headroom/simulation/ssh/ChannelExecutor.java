package dev.headroom.simulation.ssh;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.util.threads.NoCloseExecutor;

/**
 * Runs what the simulated server does when bytes have come or gone, on a fixed number of daemon threads. What comes
 * after the server has closed is dropped: MINA's own executor throws then, which ends a thread of Java's channel group
 * and tells whoever watches for uncaught exceptions, such as TestFX, of a fault that is none. Safe for several threads.
 */
final class ChannelExecutor extends NoCloseExecutor {

    private ChannelExecutor(ThreadPoolExecutor threads) {
        super(threads);
    }

    /**
     * Starts no thread before there is work.
     *
     * @param threads at least one
     */
    static ChannelExecutor of(int threads) {
        return new ChannelExecutor(new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("simulated-sshd-", 1).factory(),
                new ThreadPoolExecutor.DiscardPolicy()));
    }

    @Override
    public void execute(Runnable command) {
        executor.execute(command);
    }

    @Override
    public CloseFuture close(boolean immediately) {
        executor.shutdown();
        return super.close(immediately);
    }
}
