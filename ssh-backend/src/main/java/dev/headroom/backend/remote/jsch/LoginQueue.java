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
 * Limits the number of logins of the fleet at once: all together would share the processor, and each would miss its
 * deadline. Directors come first and hosts whose last attempt failed come last, else first come, first served. A slow
 * host gives up its place after a while, and its login goes on without one. Safe for several threads at once. See
 * decision 0032.
 */
public final class LoginQueue {
    /** The longest time in a place: a login that takes longer waits for its host, which costs this machine little. */
    private static final Duration LONGEST_STAY = Duration.ofSeconds(3);

    private static final Comparator<Waiting> BY_NEED = Comparator.comparing(Waiting::failedBefore)
            .thenComparing(waiting -> !(waiting.host instanceof DirectorId))
            .thenComparingLong(Waiting::number);

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(BY_NEED);
    private int free;
    private long count;

    private record Waiting(HostId host, boolean failedBefore, long number, CompletableFuture<Place> admitted) {}

    /** @param places the number of logins at once, from 1 */
    LoginQueue(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("The places (%d) must be at least 1.".formatted(places));
        }
        free = places;
    }

    /** A queue for as many logins at once as this machine can carry: four a core, within 4 to 16. */
    public static LoginQueue ofThisMachine() {
        return new LoginQueue(Math.clamp(Runtime.getRuntime().availableProcessors() * 4L, 4, 16));
    }

    /** Waits for a place; the caller closes it after the login. */
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

    /** The number of logins that wait. */
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

    /** A place among the logins at once. */
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
