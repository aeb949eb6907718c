package dev.headroom.backend;

import dev.headroom.backend.control.driver.Lease;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks every few seconds that a lease is still held: a master that changes nothing must notice its loss too. */
final class LeaseWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Lease lease;
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private LeaseWatch(Lease lease) {
        this.lease = lease;
    }

    /** Watches a lease that is held now, until closed. */
    static LeaseWatch start(Lease lease) {
        LeaseWatch watch = new LeaseWatch(lease);
        Thread.ofPlatform().name("lease-watch").daemon().start(watch::loop);
        return watch;
    }

    /** Completes with the lease's sentence when the lease is lost. */
    CompletableFuture<String> lost() {
        return lost;
    }

    private void loop() {
        try {
            while (!lost.isDone() && !closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                refusal().ifPresent(lost::complete);
            }
        } catch (InterruptedException e) {
            LOG.error("The watch over the lease was interrupted and ends", e);
        }
    }

    /**
     * Why the lease is lost; empty while it is held. A fault does not end the watch: each command checks the lease
     * too.
     */
    private Optional<String> refusal() {
        try {
            return lease.refusal();
        } catch (Throwable e) {
            LOG.error("A fault while looking at the lease", e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
