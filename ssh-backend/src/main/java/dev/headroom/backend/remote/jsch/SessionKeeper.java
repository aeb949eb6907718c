package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.Pace;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.jsch.keys.KeyMaterial;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session to one host: opened at the first call, opened again after it was lost.
 *
 * <pre>
 *   nothing ──call──► dialling ──► up ──lost──► nothing
 *                        │                         ▲
 *                        └─failed─► pausing ──time─┘      (a call while pausing fails at once)
 * </pre>
 *
 * Safe for several threads at once.
 */
final class SessionKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);

    private final SshTarget target;
    private final JschSettings settings;
    private final LoginQueue queue;
    private final Dialing dialer;
    private final KeyMaterial material;
    private final SessionWait session;

    private final ReentrantLock lock = new ReentrantLock();
    private final Backoff backoff;
    private final Pace logins;
    private @Nullable CompletableFuture<Link> link;
    private String tried = "";
    private CompletableFuture<?> proof = CompletableFuture.completedFuture(true);
    private boolean closed;

    /** Logs in once. */
    @FunctionalInterface
    interface Dialing {
        Link dial(Duration deadline);

        /** Waits, before the login queue, for what the way to the host needs; the failure if there is no way. */
        default Optional<RemoteFailure> prepare() {
            return Optional.empty();
        }

        /** The operator asks for another attempt. */
        default void tryAgain() {
            // Nothing rests on the way.
        }

        /** This computer may have slept. */
        default void woken() {
            // Nothing on the way can have been lost.
        }

        /** No further login. */
        default void close() {
            // Nothing to give back.
        }
    }

    /** @param queue the login queue that all hosts of a fleet share */
    SessionKeeper(SshTarget target, JschSettings settings, LoginQueue queue, Dialing dialer) {
        this.target = target;
        this.settings = settings;
        this.queue = queue;
        this.dialer = dialer;
        material = new KeyMaterial(target, settings.ring());
        session = new SessionWait(target);
        backoff = new Backoff(
                settings.firstPause(),
                settings.longestPause(),
                settings.ticker(),
                () -> ThreadLocalRandom.current().nextDouble(),
                settings.persists());
        logins = new Pace(settings.loginDeadline(), settings.longestLogin());
    }

    /** The session as it is or will be; always completed, by the deadlines of a login. */
    CompletableFuture<Link> current() {
        String materialNow = isRefused() ? material.now() : ""; // outside the lock, since the agent may block
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.completedFuture(new Link.Down(closedFailure()));
            }
            if (link != null && (!link.isDone() || (link.getNow(null) instanceof Link.Up up && up.isUp()))) {
                return link;
            }
            var resting = backoff.resting(materialNow);
            if (resting.isPresent()) {
                return CompletableFuture.completedFuture(new Link.Down(resting.get()));
            }
            var next = new CompletableFuture<Link>();
            link = next;
            try {
                Thread.ofVirtual().name("headroom-dial-" + target.host().name()).start(() -> dial(next));
            } catch (OutOfMemoryError e) {
                settle(next, new Link.Down(session.fault(e)), "");
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** @param tried the keys, the agent's keys and known_hosts of the attempt; empty if none was made */
    private record Outcome(Link link, String tried) {}

    /** Logs in and completes the future in every case: the callers that wait for it have no other deadline. */
    private void dial(CompletableFuture<Link> next) {
        Outcome outcome = new Outcome(new Link.Down(closedFailure()), "");
        try {
            outcome = isClosed() ? outcome : dialInTurn();
        } catch (Throwable e) {
            LOG.error("Logging in to {} ended in a fault", target.host().name(), e);
            outcome = new Outcome(new Link.Down(session.fault(e)), "");
        } finally {
            settle(next, outcome.link, outcome.tried);
        }
    }

    private Outcome dialInTurn() {
        Optional<RemoteFailure> noWay = dialer.prepare();
        if (noWay.isPresent()) {
            return new Outcome(new Link.Down(noWay.get()), "");
        }
        try (var _ = queue.enter(target.host(), hasFailed())) {
            if (isClosed()) {
                return new Outcome(new Link.Down(closedFailure()), "");
            }
            String tried = material.now();
            return new Outcome(dialInTime(), tried);
        }
    }

    private Link dialInTime() {
        Duration patience = patience();
        var spent = new Deadline(patience, settings.ticker());
        Link result = dialer.dial(patience);
        lock.lock();
        try {
            switch (result) {
                case Link.Up _ -> logins.took(spent.spent());
                case Link.Down(RemoteFailure.TimedOut _) -> logins.missed();
                case Link.Down _ -> {
                    // A refused login says nothing about the time that a login takes.
                }
            }
        } finally {
            lock.unlock();
        }
        return result;
    }

    private void settle(CompletableFuture<Link> next, Link result, String tried) {
        lock.lock();
        try {
            switch (result) {
                case Link.Down(var failure) -> backoff.failed(failure, tried);
                case Link.Up _ -> backoff.succeeded();
            }
            this.tried = tried;
            if (closed && result instanceof Link.Up up) {
                up.hangUp();
            }
        } finally {
            // Under the lock, so that a thread that sees the result sees the back-off too.
            next.complete(closed ? new Link.Down(closedFailure()) : result);
            lock.unlock();
        }
    }

    /** Lets the next call log in at the operator's request, also where a refused login would not be tried again. */
    void tryAgain() {
        dialer.tryAgain(); // first, since the attempt may begin at once
        lock.lock();
        try {
            backoff.ask();
        } finally {
            lock.unlock();
        }
    }

    /** A command has run on the host. */
    void served() {
        lock.lock();
        try {
            backoff.served();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The host refuses to run commands in a session, for a reason that time alone cannot mend: the login counts as
     * refused. Does nothing for other failures, and on a session that is not the current one.
     */
    void refused(Link.Up up, RemoteFailure failure) {
        if (!(failure instanceof RemoteFailure.AuthenticationRejected)) {
            return;
        }
        lock.lock();
        try {
            if (link != null && up.equals(link.getNow(null))) {
                link = null;
                backoff.failed(failure, tried);
                up.hangUp();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the session if it is up and gives no sign of life within the pause between two keep-alives. */
    void woken() {
        dialer.woken();
        lock.lock();
        try {
            // Of a jump host, all hosts behind it say so.
            if (proof.isDone() && link != null && link.getNow(null) instanceof Link.Up up && up.isUp()) {
                proof = up.prove(settings.keepAlive());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the session if it is up; the next call opens another. */
    void drop() {
        lock.lock();
        try {
            if (link != null && link.getNow(null) instanceof Link.Up up) {
                link = null;
                up.hangUp();
            }
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    private Duration patience() {
        return locked(() -> logins.patience());
    }

    private boolean isRefused() {
        return locked(() -> backoff.isRefused());
    }

    private boolean hasFailed() {
        return locked(() -> backoff.hasFailed());
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private RemoteFailure closedFailure() {
        return new RemoteFailure.Disconnected(target.host(), "it was closed here");
    }

    /** Ends the session for good, and with it every command and stream. Never throws. */
    void close() {
        lock.lock();
        try {
            closed = true;
            if (link != null && link.getNow(null) instanceof Link.Up up) {
                up.hangUp();
            } else if (link != null) {
                link.complete(new Link.Down(closedFailure())); // the dialler finds the session closed
            }
        } finally {
            lock.unlock();
        }
        dialer.close();
    }
}
