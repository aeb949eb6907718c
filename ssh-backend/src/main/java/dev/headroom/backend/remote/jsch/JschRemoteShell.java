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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One host over SSH: one session, shared by all channels. JSch runs only on threads of its own, for it swallows and
 * sets interrupt flags. Safe for several threads at once.
 */
public final class JschRemoteShell implements RemoteShell {
    /**
     * The number of commands in a row without an answer after which the session is closed: a host may answer
     * keep-alives and nothing else.
     */
    private static final int STALLED = 3;

    private final SshTarget target;
    private final JschSettings settings;
    private final SessionKeeper keeper;
    private final SessionWait session;
    private final AtomicInteger unanswered = new AtomicInteger();

    /** A shell with a login queue and jump hosts of its own. */
    public JschRemoteShell(SshTarget target, JschSettings settings) {
        this(target, settings, LoginQueue.ofThisMachine());
    }

    private JschRemoteShell(SshTarget target, JschSettings settings, LoginQueue queue) {
        this(target, settings, queue, new JumpHosts(settings, queue));
    }

    /**
     * @param queue the login queue that all shells of a fleet share
     * @param jumps the jump hosts that all shells of a fleet share
     */
    public JschRemoteShell(SshTarget target, JschSettings settings, LoginQueue queue, JumpHosts jumps) {
        this(target, settings, queue, new Dialer(target, settings, jumps));
    }

    JschRemoteShell(SshTarget target, JschSettings settings, LoginQueue queue, SessionKeeper.Dialing dialer) {
        this.target = target;
        this.settings = settings;
        keeper = new SessionKeeper(target, settings, queue, dialer);
        session = new SessionWait(target);
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
        return result;
    }

    private RemoteResult attempt(CommandLine command, Deadline limit) {
        return switch (session.of(keeper.current(), limit)) {
            case Link.Down(var failure) -> {
                unanswered.set(0);
                yield new RemoteResult.Failed(failure, false);
            }
            case Link.Up up -> {
                RemoteResult result = new RunningCommand(target, up, command, settings.outputLimit()).run(limit);
                switch (result) {
                    case RemoteResult.Completed _ -> keeper.served();
                    case RemoteResult.Failed(var failure, var _) -> keeper.refused(up, failure);
                }
                yield counted(result);
            }
        };
    }

    private boolean lostBeforeSent(RemoteResult result) {
        return result instanceof RemoteResult.Failed(RemoteFailure.Disconnected _, var sent)
                && !sent
                && !keeper.isClosed();
    }

    @Override
    public RemoteStream open(CommandLine command, Duration deadline) {
        return switch (session.of(keeper.current())) {
            case Link.Down(var failure) -> new BrokenStream(failure);
            case Link.Up up ->
                JschRemoteStream.start(
                        target,
                        command,
                        up,
                        settings.outputLimit(),
                        new Deadline(deadline, settings.ticker()),
                        failure -> keeper.refused(up, failure));
        };
    }

    @Override
    public void tryAgain() {
        settings.ring().secrets().askAgain();
        keeper.tryAgain();
    }

    @Override
    public void woken() {
        keeper.woken();
    }

    /** Counts commands without an answer; too many end the session, although the host answers keep-alives. */
    private RemoteResult counted(RemoteResult result) {
        boolean silent = result instanceof RemoteResult.Failed(RemoteFailure.TimedOut _, var _);
        if (!silent) {
            unanswered.set(0);
        } else if (unanswered.incrementAndGet() >= STALLED) {
            unanswered.set(0);
            keeper.drop();
        }
        return result;
    }

    @Override
    public void close() {
        keeper.close();
    }
}
