package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.jsch.line.DirectLine;
import dev.headroom.backend.remote.jsch.line.FailedLine;
import dev.headroom.backend.remote.jsch.line.ProxyCommand;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/** The way to one host's sshd. */
@FunctionalInterface
interface Way {
    /** Opens a connection; blocks. */
    Socket open(Deadline limit) throws IOException;

    /** Waits until the way can be gone, if it leads through another host; the failure if it cannot. */
    default Optional<RemoteFailure> prepare() {
        return Optional.empty();
    }

    /** The operator asks for another attempt. */
    default void tryAgain() {
        // Nothing to ask for on a way that rests for nothing.
    }

    /** This computer may have slept. */
    default void woken() {
        // Only the way through another host has a session that may be lost.
    }

    /** The way is not gone again. */
    default void close() {
        // Nothing to give back.
    }

    static Way of(SshTarget target, JschSettings settings, JumpHosts jumps) {
        return switch (target.route()) {
            case Route.Direct direct ->
                _ -> new DirectLine(
                                target.address(),
                                target.port(),
                                direct,
                                target.session().connectTimeout().orElse(settings.connectDeadline()))
                        .connect();
            case Route.Command(var line) -> _ -> command(target, line);
            case Route.Jump jump -> new JumpWay(target, jump, jumps);
        };
    }

    private static Socket command(SshTarget target, String line) throws IOException {
        try {
            return ProxyCommand.start(line);
        } catch (IOException e) {
            throw new FailedLine(new RemoteFailure.Unreachable(
                    target.host(),
                    target.address(),
                    "its ProxyCommand cannot be started (%s)".formatted(e.getMessage())));
        }
    }
}
