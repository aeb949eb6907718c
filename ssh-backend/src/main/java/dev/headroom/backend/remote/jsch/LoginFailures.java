package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.JSchException;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.jsch.keys.OfferedKeys;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** Says why one attempt to log in failed. */
final class LoginFailures {
    private final SshTarget target;
    private final WatchedSockets sockets;

    LoginFailures(SshTarget target, WatchedSockets sockets) {
        this.target = target;
        this.sockets = sockets;
    }

    /**
     * The failure for an exception. JSch throws NullPointerException when the connection ends during the greeting,
     * and other exceptions when a byte of the handshake is damaged.
     */
    RemoteFailure ofFault(Throwable e) {
        String reason = sockets.life
                .ended()
                .filter(why -> !why.equals(WatchedSockets.CLOSED))
                .map(why -> "something listens, but " + why)
                .orElse("the log-in is not understood (%s)".formatted(Printable.of(e.toString())));
        return new RemoteFailure.Unreachable(target.host(), where(), reason);
    }

    /** The failure for an exception of JSch. */
    RemoteFailure of(JSchException e, TrustedHostKeys trusted, OfferedKeys keys, Deadline limit) {
        String where = where();
        Throwable cause = e.getCause() == null ? e : e.getCause();
        // The message may hold text of the host.
        String message = Printable.of(e.getMessage() == null ? e.toString() : e.getMessage());
        return trusted.refusal(where).orElseGet(() -> otherFailure(where, cause, message, keys, limit));
    }

    private RemoteFailure otherFailure(
            String where, Throwable cause, String message, OfferedKeys keys, Deadline limit) {
        if (cause instanceof SocketTimeoutException || message.startsWith("timeout")) {
            String what = sockets.isConnected() ? "logging in to " : "connecting to ";
            return new RemoteFailure.TimedOut(target.host(), what + where, limit.spent());
        }
        if (message.startsWith("Auth ") || message.contains("Too many authentication failures")) {
            // JSch also throws this when the connection broke during the login.
            return sockets.life
                    .ended()
                    .filter(why -> !why.equals(WatchedSockets.CLOSED))
                    .<RemoteFailure>map(
                            why -> new RemoteFailure.Disconnected(target.host(), "during the log-in, " + why))
                    .orElseGet(() -> new RemoteFailure.AuthenticationRejected(
                            target.host(), where, target.user(), keys.summary()));
        }
        String reason = cause.getMessage() == null ? message : Printable.of(cause.getMessage());
        if (cause instanceof UnknownHostException
                || cause instanceof SocketException
                || sockets.life.ended().isEmpty()) {
            return new RemoteFailure.Unreachable(target.host(), where, reason);
        }
        return new RemoteFailure.Unreachable(target.host(), where, "something listens, but " + reason);
    }

    private String where() {
        return target.port() == SshTarget.DEFAULT_PORT ? target.address() : target.address() + " port " + target.port();
    }
}
