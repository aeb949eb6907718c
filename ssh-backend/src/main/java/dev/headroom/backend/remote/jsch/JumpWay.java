package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.JSchException;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.jsch.line.FailedLine;
import dev.headroom.backend.remote.jsch.line.SystemWords;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The way to a host through one channel of the session to a jump host. */
final class JumpWay implements Way {
    private final SshTarget target;
    private final SshTarget jump;
    private final String place;
    private final JumpHosts jumps;
    private final SessionKeeper session;
    private final SessionWait wait;
    private final AtomicBoolean left = new AtomicBoolean();

    JumpWay(SshTarget target, Route.Jump route, JumpHosts jumps) {
        this.target = target;
        this.jump = route.by();
        this.place = route.place();
        this.jumps = jumps;
        session = jumps.use(jump);
        wait = new SessionWait(jump);
    }

    @Override
    public Optional<RemoteFailure> prepare() {
        return switch (wait.of(session.current())) {
            case Link.Up _ -> Optional.empty();
            case Link.Down(var failure) -> Optional.of(atJump(failure));
        };
    }

    /** The failure names the jump host that failed, however long the chain is. */
    private RemoteFailure atJump(RemoteFailure failure) {
        return failure instanceof RemoteFailure.AtJump(var _, var name, var where, var inner)
                ? new RemoteFailure.AtJump(target.host(), name, where, inner)
                : new RemoteFailure.AtJump(target.host(), jump.host().name(), place, failure);
    }

    @Override
    public Socket open(Deadline limit) throws IOException {
        return switch (wait.of(session.current(), limit)) {
            case Link.Down(var failure) -> throw new FailedLine(atJump(failure));
            case Link.Up up -> open(new JumpChannel(up, jump.host().name()), limit);
        };
    }

    /** The channel opens on a thread of its own: a late one must be closed, not forgotten. */
    private Socket open(JumpChannel channel, Deadline limit) throws IOException {
        var opened = new CompletableFuture<Socket>();
        Thread.ofVirtual().name("headroom-jump-" + target.host().name()).start(() -> {
            try {
                Socket socket = channel.open(target.address(), target.port());
                if (!opened.complete(socket)) {
                    socket.close();
                }
            } catch (Throwable e) { // the dialler waits for it
                opened.completeExceptionally(e);
            }
        });
        try {
            return opened.get(limit.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (opened.cancel(false)) {
                throw new FailedLine(new RemoteFailure.TimedOut(
                        target.host(), "connecting to %s through %s".formatted(where(), jumpName()), limit.spent()));
            }
            return opened.join();
        } catch (InterruptedException e) {
            opened.cancel(false);
            Thread.currentThread().interrupt();
            throw new IOException("the wait for the jump host was interrupted", e);
        } catch (ExecutionException e) {
            throw new FailedLine(
                    refused(channel, Optional.ofNullable(e.getCause()).orElse(e)));
        }
    }

    private RemoteFailure refused(JumpChannel channel, Throwable e) {
        if (e instanceof JSchException && channel.reason() > 0) {
            return switch (channel.reason()) {
                case JumpChannel.PROHIBITED -> new RemoteFailure.JumpForbids(target.host(), jumpName(), where());
                case JumpChannel.CONNECT_FAILED ->
                    new RemoteFailure.Unreachable(
                            target.host(), where(), "the jump host %s cannot connect there".formatted(jumpName()));
                default ->
                    new RemoteFailure.Unreachable(
                            target.host(),
                            where(),
                            "the jump host %s opens no connection for us (reason %d)"
                                    .formatted(jumpName(), channel.reason()));
            };
        }
        String why = channel.lost()
                .orElseGet(() -> SystemWords.of(e)
                        .orElse("the channel to %s failed"
                                .formatted(target.host().name())));
        return atJump(new RemoteFailure.Disconnected(jump.host(), why));
    }

    private String jumpName() {
        return jump.host().name();
    }

    private String where() {
        return target.port() == SshTarget.DEFAULT_PORT ? target.address() : target.address() + " port " + target.port();
    }

    @Override
    public void tryAgain() {
        session.tryAgain();
    }

    @Override
    public void woken() {
        session.woken();
    }

    @Override
    public void close() {
        if (left.compareAndSet(false, true)) {
            jumps.leave(jump);
        }
    }
}
