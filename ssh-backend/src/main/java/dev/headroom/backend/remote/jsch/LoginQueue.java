package dev.headroom.backend.remote.jsch;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a few logins of the fleet happen at once: all together they would share the processor so that each misses its deadline.
 * Hosts whose last try failed come last, directors come first, then who came first. A host that takes long does not keep its
 * place: it is waited for, but no longer at the cost of the others. Safe for several threads at once.
 * See decision 0032.
 */
public final class LoginQueue {
    /** A login that takes longer than this waits for its host, and costs this machine little. */
    private static final Duration LONGEST_STAY = Duration.ofSeconds(3);

    private static final Comparator<Waiting> BY_NEED = Comparator.comparing(Waiting::failedBefore)
            .thenComparing(waiting -> !(waiting.host instanceof DirectorId))
            .thenComparingLong(Waiting::number);

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(BY_NEED);
    private int free;
    private long count;

    private record Waiting(HostId host, boolean failedBefore, long number, CompletableFuture<Place> admitted) {}

    /** @param places logins at once, from 1 */
    LoginQueue(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("The places (%d) must be at least 1.".formatted(places));
        }
        free = places;
    }

    /** As many logins at once as this machine can bear: four a core, within 4 to 16. */
    public static LoginQueue ofThisMachine() {
        return new LoginQueue(Math.clamp(Runtime.getRuntime().availableProcessors() * 4L, 4, 16));
    }

    /** Waits for a place. */
    Place enter(HostId host, boolean failedBefore) {
        var admitted = new CompletableFuture<Place>();
        lock.lock();
        try {
            if (free > 0) {
                free--;
                admitted.complete(new Place());
            } else {
                waiting.add(new Waiting(host, failedBefore, count++, admitted));
            }
        } finally {
            lock.unlock();
        }
        Place place = admitted.join();
        place.leaveLater();
        return place;
    }

    /** How many wait. */
    int length() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        Waiting next;
        lock.lock();
        try {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
        } finally {
            lock.unlock();
        }
        next.admitted.complete(new Place());
    }

    /** A place among those who log in. */
    final class Place implements AutoCloseable {
        private final AtomicBoolean left = new AtomicBoolean();

        private void leaveLater() {
            CompletableFuture.delayedExecutor(LONGEST_STAY.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(this::close);
        }

        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                leave();
            }
        }
    }
}
