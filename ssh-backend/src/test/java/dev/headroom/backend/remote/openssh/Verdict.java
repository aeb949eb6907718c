package dev.headroom.backend.remote.openssh;

import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import java.util.List;

/** How an attempt to log in ended, in words that fit ssh and Headroom. */
enum Verdict {
    LOGGED_IN,
    HOST_KEY_UNKNOWN,
    HOST_KEY_CHANGED,
    HOST_KEY_REVOKED,
    /** The host lets this user not in. */
    REFUSED,
    /** No connection, or it ended before the login. */
    UNREACHABLE,
    /** No algorithm that both sides have. */
    NO_COMMON_ALGORITHM,
    /** Not attempted: a setting, or a file that cannot be read. */
    NOT_TRIED;

    /** The exit code of sshd for a command while there is a file /etc/nologin. */
    private static final int NOLOGIN = 254;

    private record Sign(String said, Verdict verdict) {}

    /** In this order, since ssh ends with a general sentence after the particular one. */
    private static final List<Sign> SIGNS = List.of(
            new Sign("REVOKED HOST KEY", HOST_KEY_REVOKED),
            new Sign("is revoked", HOST_KEY_REVOKED),
            new Sign("IDENTIFICATION HAS CHANGED", HOST_KEY_CHANGED),
            new Sign("Host key verification failed", HOST_KEY_UNKNOWN),
            new Sign("host key is known for", HOST_KEY_UNKNOWN),
            new Sign("Unable to negotiate", NO_COMMON_ALGORITHM),
            new Sign("Bad configuration option", NOT_TRIED),
            new Sign("terminating,", NOT_TRIED),
            new Sign("Permission denied (", REFUSED),
            new Sign("Too many authentication failures", REFUSED),
            new Sign("Password change required", REFUSED),
            new Sign("Connection closed by", UNREACHABLE),
            new Sign("ssh: connect to host", UNREACHABLE),
            new Sign("Connection refused", UNREACHABLE),
            new Sign("Connection timed out", UNREACHABLE),
            new Sign("Connection reset", UNREACHABLE),
            new Sign("Could not resolve", UNREACHABLE),
            new Sign("kex_exchange_identification", UNREACHABLE),
            new Sign("banner exchange:", UNREACHABLE),
            new Sign("Bad packet length", UNREACHABLE),
            new Sign("Received disconnect from", UNREACHABLE),
            new Sign("stdio forwarding failed", UNREACHABLE));

    /** @param proof what the command prints on the host, to show that it has run */
    static Verdict ofSsh(Processes.Ended ssh, String proof) {
        if (ssh.code() == 0 && ssh.said().contains(proof)) {
            return LOGGED_IN;
        }
        if (ssh.code() == NOLOGIN) {
            return UNREACHABLE;
        }
        return SIGNS.stream()
                .filter(sign -> ssh.said().contains(sign.said))
                .map(Sign::verdict)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("ssh ended with %d and said: %s".formatted(ssh.code(), ssh.said())));
    }

    static Verdict ofHeadroom(RemoteResult result) {
        return switch (result) {
            case RemoteResult.Completed _ -> LOGGED_IN;
            case RemoteResult.Failed(var failure, var _) -> of(failure);
        };
    }

    private static Verdict of(RemoteFailure failure) {
        return switch (failure) {
            case RemoteFailure.HostKeyUnknown _ -> HOST_KEY_UNKNOWN;
            case RemoteFailure.HostKeyChanged _ -> HOST_KEY_CHANGED;
            case RemoteFailure.HostKeyRevoked _ -> HOST_KEY_REVOKED;
            case RemoteFailure.AuthenticationRejected _ -> REFUSED;
            case RemoteFailure.NoFurtherChannel _,
                    RemoteFailure.Unreachable _,
                    RemoteFailure.TimedOut _,
                    RemoteFailure.Disconnected _ -> UNREACHABLE;
            case RemoteFailure.HostKeysUnreadable _, RemoteFailure.SettingNotFollowed _, RemoteFailure.SameMachine _ ->
                NOT_TRIED;
            case RemoteFailure.OutputTooLarge _ -> LOGGED_IN;
            case RemoteFailure.NoCommonAlgorithm _ -> NO_COMMON_ALGORITHM;
            case RemoteFailure.NotFromHere _,
                    RemoteFailure.ProxyCommandFailed _,
                    RemoteFailure.JumpForbids _,
                    RemoteFailure.ShutOut _,
                    RemoteFailure.TurnedAway _ -> UNREACHABLE;
            case RemoteFailure.AtJump(var _, var _, var _, var atJump) -> of(atJump);
            case RemoteFailure.RetriedLater(var refusal, var _, var _) -> of(refusal);
            case RemoteFailure.NotRetried(var refusal) -> of(refusal);
        };
    }
}
