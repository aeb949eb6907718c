package dev.headroom.backend.agent;

import dev.headroom.backend.control.HostStatus;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeTarget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Asks all hosts of a cluster in rounds and takes the reports that have come. A round waits once for a slow or dead
 * host, and then not again until that host answers. One thread calls
 * {@link #round}, {@link #rest}, {@link #woken}, {@link #statuses} and {@link #listsReadAt}; any thread may call the
 * other methods.
 */
final class HostWatches {
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<HostWatch> watches;
    private final Duration patience;
    private final Map<HostId, Instant> listsReadAt = new HashMap<>();
    /**
     * The hosts to ask before their time, and for lists read anew: a command has changed them or is about to, or the
     * operator asked.
     */
    private final Set<HostId> hurried = new HashSet<>();

    private List<HostStatus> statuses = List.of();
    /** Whether a host was still to be read for the first time when the last round ended. */
    private boolean incomplete;

    private boolean closed;

    /**
     * @param hosts how each host is reached; {@link #close} leaves their shells open
     * @param interval the time between two rounds
     */
    HostWatches(Collection<HostAccess> hosts, InstantSource clock, Duration interval) {
        this.patience = LONGEST_PATIENCE.compareTo(interval) <= 0 ? LONGEST_PATIENCE : interval;
        this.watches = hosts.stream()
                .map(host -> new HostWatch(host, clock, interval, lock, changed))
                .toList();
    }

    /** Asks for these hosts before the next round, and for lists read anew. */
    void hurry(Set<HostId> hosts) {
        lock.lock();
        try {
            hurried.addAll(hosts);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the pause of the wanted hosts after a failure, also after a refused login, and asks them at once. */
    void tryAgain(Predicate<HostId> wanted) {
        lock.lock();
        try {
            watches.stream().filter(watch -> wanted.test(watch.host())).forEach(watch -> {
                watch.tryAgain();
                hurried.add(watch.host());
            });
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks hosts and takes the reports that have come.
     *
     * @param probes the destinations that the directors shall try to reach
     * @param due the hosts to ask; those that {@link #hurry} or {@link #tryAgain} named are asked, too
     * @param begun when the round began, by {@link System#nanoTime}
     */
    List<HostReport> round(Set<ProbeTarget> probes, Predicate<HostId> due, long begun) throws InterruptedException {
        lock.lock();
        try {
            Set<HostId> anew = Set.copyOf(hurried);
            hurried.clear();
            List<HostWatch> awaited = watches.stream()
                    .filter(watch -> due.test(watch.host()) || anew.contains(watch.host()))
                    .filter(watch -> watch.ask(probes, anew.contains(watch.host())))
                    .toList();
            awaitWhile(begun + patience.toNanos(), () -> awaited.stream().anyMatch(HostWatch::owesAnswer));
            statuses = watches.stream().map(HostWatch::status).toList();
            incomplete = watches.stream().anyMatch(HostWatch::isNew);
            watches.forEach(watch -> watch.listsReadAt().ifPresent(at -> listsReadAt.put(watch.host(), at)));
            return watches.stream().flatMap(watch -> watch.drain().stream()).toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the next round is due or a host is to be asked early; and until the last host has come that was not read yet, so that the
     * first picture of all hosts does not wait for the next round.
     *
     * @param until when the round is due, by {@link System#nanoTime}
     * @return whether the rounds go on: false when the watches are closed
     */
    boolean rest(long until) throws InterruptedException {
        lock.lock();
        try {
            awaitWhile(
                    until,
                    () -> hurried.isEmpty() && !(incomplete && watches.stream().noneMatch(HostWatch::isNew)));
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits while {@code condition} holds, until the watches are closed or {@code end} has come. The lock is held. */
    private void awaitWhile(long end, BooleanSupplier condition) throws InterruptedException {
        while (!closed && condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0 || !changed.await(left, TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }

    /** Looks at every host anew: nothing is known of what happened while this computer slept. */
    void woken() {
        lock.lock();
        try {
            watches.forEach(HostWatch::woken);
            statuses = watches.stream().map(HostWatch::status).toList();
        } finally {
            lock.unlock();
        }
    }

    /** The status of each host as of the last round. */
    List<HostStatus> statuses() {
        return statuses;
    }

    /** When the oldest list of each host was read, as of the last round. */
    Map<HostId, Instant> listsReadAt() {
        return Map.copyOf(listsReadAt);
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the threads of all hosts, and the round or rest that is going on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            watches.forEach(HostWatch::close);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The hosts that were read once: rates need two reports, so each is asked again soon, and no other host with it. Not
     * thread-safe.
     */
    static final class SecondLooks {
        private final long pause;
        private final Map<HostId, Long> due = new HashMap<>();

        /** @param pause between the first report and the second question */
        SecondLooks(Duration pause) {
            this.pause = pause.toNanos();
        }

        /** @param now by {@link System#nanoTime}, as are the other times */
        void add(HostId host, long now) {
            due.put(host, now + pause);
        }

        /** The hosts whose second question is due; they are forgotten. */
        Set<HostId> take(long now) {
            Set<HostId> result = due.entrySet().stream()
                    .filter(entry -> entry.getValue() - now <= 0)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
            due.keySet().removeAll(result);
            return result;
        }

        /** The earliest time at which a question is due, but not after {@code latest}. */
        long next(long latest) {
            return due.values().stream().reduce(latest, (a, b) -> a - b <= 0 ? a : b);
        }
    }
}
