package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.SshTarget;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the session of one host. Each outcome, an exception included, becomes a {@link Link}. */
record SessionWait(SshTarget target) {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWait.class);

    /** Waits without a deadline: the dialler always completes the future, by its own deadlines. */
    Link of(CompletableFuture<Link> session) {
        try {
            return session.get();
        } catch (InterruptedException e) {
            return interrupted();
        } catch (ExecutionException e) {
            return new Link.Down(fault(e));
        }
    }

    /** Waits until the deadline at most. */
    Link of(CompletableFuture<Link> session, Deadline limit) {
        try {
            return session.get(limit.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Link.Down(
                    new RemoteFailure.TimedOut(target.host(), "connecting to " + target.address(), limit.whole()));
        } catch (InterruptedException e) {
            return interrupted();
        } catch (ExecutionException e) {
            return new Link.Down(fault(e));
        }
    }

    private Link interrupted() {
        Thread.currentThread().interrupt();
        return new Link.Down(new RemoteFailure.Disconnected(target.host(), "the wait for it was interrupted"));
    }

    /** The failure for an exception that no code here expects. */
    RemoteFailure fault(Throwable e) {
        LOG.error("Logging in to {} ended in a fault", target.host().name(), e);
        return new RemoteFailure.Unreachable(
                target.host(), target.address(), "logging in ended in a fault of Headroom, which its log describes");
    }
}
