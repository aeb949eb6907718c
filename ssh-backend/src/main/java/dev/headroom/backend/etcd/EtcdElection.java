package dev.headroom.backend.etcd;

import dev.headroom.backend.lease.Election;
import dev.headroom.backend.remote.Printable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Elects a master by a key in etcd that stands under a lease. The master that took it counts the lease's time from before it
 * asked for it or renewed it, by a clock that only goes forward, and is elected no longer than that, whatever etcd says later or
 * does not say. See decision 0127. Safe for several threads at once; one thread of its own asks etcd.
 */
public final class EtcdElection implements Election {
    private static final Logger LOG = LoggerFactory.getLogger(EtcdElection.class);

    /** By so much an election ends earlier here than in etcd: for a command on its way to a host. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final EtcdSettings settings;
    private final String cluster;
    private final String who;
    private final Duration term;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    /** Has an element while the next round is to begin at once. */
    private final BlockingQueue<Boolean> nudges = new ArrayBlockingQueue<>(1);

    private final Thread thread;
    private Runnable listener = () -> {};
    private boolean wanted;
    private boolean forced;
    private boolean ending;
    private long least;
    private Optional<Held> held = Optional.empty();
    private Standing.Waits waits;
    private Optional<Standing> told = Optional.empty();

    /**
     * The key is this master's.
     *
     * @param until when that ends if it is not renewed, in nanoseconds
     */
    private record Held(long revision, long added, long until) {
        long number() {
            return revision + added;
        }
    }

    private EtcdElection(EtcdSettings settings, String cluster, String who, Duration term, LongSupplier nanos) {
        this.settings = settings;
        this.cluster = cluster;
        this.who = who;
        this.term = term;
        this.nanos = nanos;
        this.waits = new Standing.Waits(
                "etcd has not elected this master for %s yet (%s).".formatted(cluster, settings.place()), false);
        this.thread = Thread.ofPlatform().name("etcd-election").daemon().unstarted(this::loop);
    }

    /**
     * Begins to ask etcd, until closed.
     *
     * @param who the login name and the computer of this master's operator, for people
     * @param term how long etcd keeps the election of a master that does not renew it; at least 5 s
     */
    public static EtcdElection start(EtcdSettings settings, String cluster, String who, Duration term) {
        EtcdElection election = new EtcdElection(settings, cluster, who, term, System::nanoTime);
        election.thread.start();
        return election;
    }

    @Override
    public void want(boolean next) {
        boolean changes = changing(() -> {
            boolean before = wanted;
            wanted = next;
            // An operator who wants no lease any more wants none to be taken over later, either.
            forced = forced && next;
            return before != next;
        });
        if (changes) {
            nudge();
        }
    }

    private void nudge() {
        var _ = nudges.offer(true);
    }

    @Override
    public void takeOver() {
        changing(() -> forced = true);
        nudge();
    }

    @Override
    public void raise(long number) {
        boolean changes = changing(() -> {
            boolean greater = number > least;
            least = Math.max(least, number);
            return greater;
        });
        if (changes) {
            nudge();
        }
    }

    private <T> T changing(Supplier<T> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Standing now() {
        return changing(() -> held.filter(key -> wanted && key.until() - nanos.getAsLong() > 0 && key.number() > least)
                .<Standing>map(key -> new Standing.Elected(key.number()))
                .orElse(waits));
    }

    @Override
    public void whenChanged(Runnable next) {
        changing(() -> listener = next);
    }

    @Override
    public void close() {
        changing(() -> {
            wanted = false;
            ending = true;
            return true;
        });
        nudge();
        try {
            thread.join(EtcdClient.PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        Optional<EtcdSession> session = Optional.empty();
        try {
            while (true) {
                var _ = nudges.poll(pause(), TimeUnit.NANOSECONDS);
                boolean wants = changing(() -> wanted);
                try {
                    if (session.isEmpty() && wants) {
                        session = Optional.of(new EtcdSession(settings, cluster, who, term));
                    }
                    if (session.isPresent()) {
                        round(session.get(), wants);
                    }
                } catch (EtcdException e) {
                    failed(e, session.filter(EtcdSession::isMine).isPresent());
                }
                tell();
                if (changing(() -> ending)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.error("The thread that asks etcd was interrupted and ends", e);
        } finally {
            session.ifPresent(EtcdSession::close);
        }
    }

    /** A quarter of the term, so that a round that fails can be repeated before the election ends. */
    private long pause() {
        return changing(() -> held.isPresent())
                ? term.dividedBy(4).toNanos()
                : Duration.ofSeconds(1).toNanos();
    }

    private void round(EtcdSession session, boolean wants) throws EtcdException, InterruptedException {
        if (!wants) {
            changing(() -> held = Optional.empty());
            session.leave();
            return;
        }
        boolean force = changing(() -> forced);
        long above = changing(() -> least);
        long asked = nanos.getAsLong();
        EtcdSession.Outcome outcome = session.round(force, above);
        long until = asked + term.minus(MARGIN).toNanos();
        switch (outcome) {
            case EtcdSession.Outcome.Mine(long revision, long added) ->
                changing(() -> {
                    forced = false;
                    held = Optional.of(new Held(revision, added, until));
                    return true;
                });
            case EtcdSession.Outcome.Theirs(String other) ->
                changing(() -> {
                    held = Optional.empty();
                    waits = new Standing.Waits(
                            "etcd has elected %s for %s (%s), so only that master may change it. End it there, or take over from here: 'headroom take-over'."
                                    .formatted(Printable.line(other), cluster, settings.place()),
                            true);
                    return true;
                });
        }
    }

    /** @param mine whether the key is this master's as far as is known; then its election lasts until its time is over */
    private void failed(EtcdException e, boolean mine) {
        changing(() -> {
            held = mine ? held : Optional.empty();
            waits = new Standing.Waits(
                    "etcd does not say who may change %s (%s): %s. Until it does, this master changes nothing."
                            .formatted(cluster, settings.place(), Printable.line(String.valueOf(e.getMessage()))),
                    false);
            return true;
        });
    }

    /** Tells the listener, also when an election ended by the clock alone. */
    private void tell() {
        Standing next = now();
        boolean same = changing(() -> {
            boolean known = told.equals(Optional.of(next));
            told = Optional.of(next);
            return known;
        });
        if (same) {
            return;
        }
        Runnable hears = changing(() -> listener);
        try {
            hears.run();
        } catch (Throwable e) {
            LOG.error("A fault while telling of the election", e);
        }
    }
}
