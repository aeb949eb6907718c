package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.BrokenStream;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One host over SSH: one session, opened at the first call, shared by all channels, opened again after it was lost.
 *
 * <pre>
 *   nothing ──call──► dialling ──► up ──lost──► nothing
 *                        │                         ▲
 *                        └─failed─► resting ──time─┘      (a call while resting fails at once)
 * </pre>
 *
 * JSch runs on threads of its own only: it swallows and sets interrupt flags. Safe for several threads at once.
 */
public final class JschRemoteShell implements RemoteShell {
    /** So many commands in a row without an answer: the host may still answer signs of life, but nothing else. */
    private static final int STALLED = 3;

    private final SshTarget target;
    private final JschSettings settings;
    private final Dialer dialer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Backoff backoff;
    private @Nullable CompletableFuture<Link> link;
    private int unanswered;
    private boolean closed;

    public JschRemoteShell(SshTarget target, JschSettings settings) {
        this.target = target;
        this.settings = settings;
        dialer = new Dialer(target, settings);
        backoff = new Backoff(settings.firstPause(), settings.longestPause(), settings.ticker());
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
            // the session had died in its sleep: certainly not sent, so it may be tried again
            result = attempt(command, limit);
        }
        count(result);
        return result;
    }

    private RemoteResult attempt(CommandLine command, Deadline limit) {
        return switch (await(limit)) {
            case Link.Down(var failure) -> new RemoteResult.Failed(failure, false);
            case Link.Up up -> new RunningCommand(target, up, command, settings.outputLimit()).run(limit);
        };
    }

    private boolean lostBeforeSent(RemoteResult result) {
        return result instanceof RemoteResult.Failed(RemoteFailure.Disconnected _, var sent) && !sent && !isClosed();
    }

    @Override
    public RemoteStream open(CommandLine command, Duration deadline) {
        var limit = new Deadline(deadline, settings.ticker());
        return switch (await(limit)) {
            case Link.Down(var failure) -> new BrokenStream(failure);
            case Link.Up up -> JschRemoteStream.start(target, command, up, settings.outputLimit(), limit);
        };
    }

    /** Waits for the session, dialling if need be. */
    private Link await(Deadline limit) {
        try {
            return current().get(limit.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Link.Down(
                    new RemoteFailure.TimedOut(target.host(), "connecting to " + target.address(), limit.whole()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Link.Down(new RemoteFailure.Disconnected(target.host(), "the wait for it was interrupted"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("Dialling answers with a value, always.", e);
        }
    }

    private CompletableFuture<Link> current() {
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.completedFuture(new Link.Down(closedFailure()));
            }
            if (link != null && (!link.isDone() || (link.getNow(null) instanceof Link.Up up && up.isUp()))) {
                return link;
            }
            var resting = backoff.resting();
            if (resting.isPresent()) {
                return CompletableFuture.completedFuture(new Link.Down(resting.get()));
            }
            var next = new CompletableFuture<Link>();
            link = next;
            Thread.ofVirtual().name("headroom-dial-" + target.host().name()).start(() -> dial(next));
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void dial(CompletableFuture<Link> next) {
        Link result = dialer.dial();
        lock.lock();
        try {
            unanswered = 0;
            switch (result) {
                case Link.Down(var failure) -> backoff.failed(failure);
                case Link.Up _ -> backoff.succeeded();
            }
            if (closed && result instanceof Link.Up up) {
                up.hangUp();
                result = new Link.Down(closedFailure());
            }
            next.complete(result); // within the lock: who sees it done sees the back-off too
        } finally {
            lock.unlock();
        }
    }

    /** A host that answers signs of life but no commands is dialled anew. */
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
                up.hangUp(); // ends every command and stream on it
            } else if (link != null) {
                link.complete(new Link.Down(closedFailure())); // the dialler sees that we are closed
            }
        } finally {
            lock.unlock();
        }
    }
}
