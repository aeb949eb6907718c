package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.BrokenStream;
import dev.headroom.backend.remote.Pace;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.jsch.keys.KeyMaterial;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One host over SSH: one session, opened at the first call, shared by all channels, opened again after it was lost.
 *
 * <pre>
 *   nothing ──call──► dialling ──► up ──lost──► nothing
 *                        │                         ▲
 *                        └─failed─► pausing ──time─┘      (a call while pausing fails at once)
 * </pre>
 *
 * JSch runs only on threads of its own, for it swallows and sets interrupt flags. Safe for several threads at once.
 */
public final class JschRemoteShell implements RemoteShell {
    /**
     * The number of commands in a row without an answer after which the session is closed: a host may answer
     * keep-alives and nothing else.
     */
    private static final int STALLED = 3;

    private static final Logger LOG = LoggerFactory.getLogger(JschRemoteShell.class);

    private final SshTarget target;
    private final JschSettings settings;
    private final Dialing dialer;
    private final LoginQueue queue;
    private final KeyMaterial material;
    private final SessionWait session;

    private final ReentrantLock lock = new ReentrantLock();
    private final Backoff backoff;
    private final Pace logins;
    private @Nullable CompletableFuture<Link> link;
    private int unanswered;
    private boolean closed;

    /** Logs in once. */
    @FunctionalInterface
    interface Dialing {
        Link dial(Duration deadline);
    }

    /** A shell with a login queue of its own. */
    public JschRemoteShell(SshTarget target, JschSettings settings) {
        this(target, settings, LoginQueue.ofThisMachine());
    }

    /** @param queue the login queue that all shells of a fleet share */
    public JschRemoteShell(SshTarget target, JschSettings settings, LoginQueue queue) {
        this(target, settings, queue, new Dialer(target, settings)::dial);
    }

    JschRemoteShell(SshTarget target, JschSettings settings, LoginQueue queue, Dialing dialer) {
        this.target = target;
        this.settings = settings;
        this.queue = queue;
        this.dialer = dialer;
        material = new KeyMaterial(target);
        session = new SessionWait(target);
        backoff = new Backoff(settings.firstPause(), settings.longestPause(), settings.ticker());
        logins = new Pace(settings.loginDeadline(), settings.longestLogin());
    }

    @Override
    public HostId host() {
        return target.host();
    }

    @Override
    public RemoteResult run(CommandLine command, Duration deadline) {
        var limit = new Deadline(deadline, settings.ticker());
        RemoteResult result = attempt(command, limit);
        if (lostBeforeSent(result) && !limit.isOver()) {
            // The session had ended before: the command was certainly not sent, so it may be tried again.
            result = attempt(command, limit);
        }
        count(result);
        return result;
    }

    private RemoteResult attempt(CommandLine command, Deadline limit) {
        return switch (session.of(current(), limit)) {
            case Link.Down(var failure) -> new RemoteResult.Failed(failure, false);
            case Link.Up up -> new RunningCommand(target, up, command, settings.outputLimit()).run(limit);
        };
    }

    private boolean lostBeforeSent(RemoteResult result) {
        return result instanceof RemoteResult.Failed(RemoteFailure.Disconnected _, var sent) && !sent && !isClosed();
    }

    @Override
    public RemoteStream open(CommandLine command, Duration deadline) {
        return switch (session.of(current())) {
            case Link.Down(var failure) -> new BrokenStream(failure);
            case Link.Up up ->
                JschRemoteStream.start(
                        target, command, up, settings.outputLimit(), new Deadline(deadline, settings.ticker()));
        };
    }

    private CompletableFuture<Link> current() {
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

    /** Logs in and completes the future in every case: the callers that wait for it have no other deadline. */
    private void dial(CompletableFuture<Link> next) {
        Link result = new Link.Down(closedFailure());
        String tried = "";
        try (var _ = queue.enter(target.host(), hasFailed())) {
            if (!isClosed()) {
                tried = material.now();
                result = dial();
            }
        } catch (Throwable e) {
            LOG.error("Logging in to {} ended in a fault", target.host().name(), e);
            result = new Link.Down(session.fault(e));
        } finally {
            settle(next, result, tried);
        }
    }

    private Link dial() {
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
            unanswered = 0;
            switch (result) {
                case Link.Down(var failure) -> backoff.failed(failure, tried);
                case Link.Up _ -> backoff.succeeded();
            }
            if (closed && result instanceof Link.Up up) {
                up.hangUp();
            }
        } finally {
            // Under the lock, so that a thread that sees the result sees the back-off too.
            next.complete(closed ? new Link.Down(closedFailure()) : result);
            lock.unlock();
        }
    }

    @Override
    public void tryAgain() {
        lock.lock();
        try {
            backoff.ask();
        } finally {
            lock.unlock();
        }
    }

    private Duration patience() {
        lock.lock();
        try {
            return logins.patience();
        } finally {
            lock.unlock();
        }
    }

    private boolean isRefused() {
        lock.lock();
        try {
            return backoff.isRefused();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasFailed() {
        lock.lock();
        try {
            return backoff.hasFailed();
        } finally {
            lock.unlock();
        }
    }

    /** Counts commands without an answer; too many end the session, although the host answers keep-alives. */
    private void count(RemoteResult result) {
        boolean silent = result instanceof RemoteResult.Failed(RemoteFailure.TimedOut _, var _);
        lock.lock();
        try {
            unanswered = silent ? unanswered + 1 : 0;
            if (unanswered >= STALLED && link != null && link.getNow(null) instanceof Link.Up up) {
                unanswered = 0;
                link = null;
                up.hangUp();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
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

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (link != null && link.getNow(null) instanceof Link.Up up) {
                up.hangUp(); // ends every command and stream of the session
            } else if (link != null) {
                link.complete(new Link.Down(closedFailure())); // the dialler finds the shell closed
            }
        } finally {
            lock.unlock();
        }
    }
}
