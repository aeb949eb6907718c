package dev.headroom.backend;

import dev.headroom.backend.command.ProbeCommands;
import dev.headroom.backend.fleet.SshEnvironment;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.trust.ShownKey;
import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks at the keys that hosts show, for an operator who decides which to trust. Trusts none itself. */
public final class HostKeys {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final Dialling dialling;
    private final List<HostId> hosts;

    private HostKeys(Dialling dialling) throws IOException {
        this.dialling = dialling;
        try (SshFleet fleet = dialling.fleet()) {
            hosts = fleet.hosts();
        }
    }

    /** A new fleet for each look: it remembers no refused login. */
    private interface Dialling {
        SshFleet fleet() throws IOException;
    }

    /** What one look at a host found. */
    public sealed interface Found {
        /** Its key is trusted; the login may have been refused all the same. */
        record Trusted() implements Found {}

        /**
         * A key that no file trusts: the host's, or that of a jump host on the way.
         *
         * @param whose the machine that showed it, as a sentence names it
         * @param address where it was shown
         * @param known file and line of another key of the host; empty if no key of it is known
         */
        record NotTrusted(String whose, String address, ShownKey key, Optional<String> known) implements Found {
            private NotTrusted by(String machine) {
                return new NotTrusted(machine, address, key, known);
            }
        }

        /** Its key must not be trusted, or was not looked at, for the reason of the sentence. */
        record Refused(String sentence) implements Found {}

        /** It showed no key. */
        record Unreachable(String sentence) implements Found {}
    }

    /**
     * The hosts of a cluster file.
     *
     * @throws IOException if the user's own SSH configuration cannot be read
     */
    public static HostKeys of(ClusterFile file, SshEnvironment environment) throws IOException {
        return new HostKeys(() -> SshFleet.of(file, environment));
    }

    /**
     * Hosts as {@code ssh} takes them.
     *
     * @throws IOException if the user's own SSH configuration cannot be read
     * @throws IllegalArgumentException if a text can name no host, with a sentence
     */
    public static HostKeys ofNames(List<String> texts, SshEnvironment environment) throws IOException {
        return new HostKeys(() -> SshFleet.ofNames(texts, environment));
    }

    public List<HostId> hosts() {
        return hosts;
    }

    /** Connects to the host, which logs in if its key is trusted, and closes the connection. */
    public Found look(HostId host) throws IOException {
        try (SshFleet fleet = dialling.fleet()) {
            return switch (fleet.shell(host).run(ProbeCommands.NOTHING, DEADLINE)) {
                case RemoteResult.Completed _ -> new Found.Trusted();
                case RemoteResult.Failed(var failure, var _) -> found(failure);
            };
        }
    }

    private static Found found(RemoteFailure failure) {
        return switch (failure) {
            case RemoteFailure.HostKeyUnknown unknown ->
                new Found.NotTrusted(unknown.host().name(), unknown.address(), unknown.shown(), Optional.empty());
            case RemoteFailure.HostKeyChanged changed ->
                new Found.NotTrusted(
                        changed.host().name(), changed.address(), changed.shown(), Optional.of(changed.known()));
            case RemoteFailure.HostKeyRevoked _,
                    RemoteFailure.HostKeysUnreadable _,
                    RemoteFailure.SettingNotFollowed _,
                    RemoteFailure.SameMachine _ -> new Found.Refused(failure.sentence());
            case RemoteFailure.AuthenticationRejected _,
                    RemoteFailure.NoFurtherChannel _,
                    RemoteFailure.OutputTooLarge _ -> new Found.Trusted();
            case RemoteFailure.Unreachable _,
                    RemoteFailure.TimedOut _,
                    RemoteFailure.Disconnected _,
                    RemoteFailure.NotFromHere _,
                    RemoteFailure.ProxyCommandFailed _,
                    RemoteFailure.JumpForbids _,
                    RemoteFailure.ShutOut _,
                    RemoteFailure.TurnedAway _,
                    RemoteFailure.NoCommonAlgorithm _ -> new Found.Unreachable(failure.sentence());
            case RemoteFailure.AtJump(var host, var jump, var _, var there) ->
                switch (found(there)) {
                    case Found.NotTrusted key ->
                        key.by("the jump host %s on the way to %s".formatted(jump, host.name()));
                    case Found.Refused _ -> new Found.Refused(failure.sentence());
                    case Found.Trusted _, Found.Unreachable _ -> new Found.Unreachable(failure.sentence());
                };
            case RemoteFailure.RetriedLater(var refusal, var _, var _) -> found(refusal);
            case RemoteFailure.NotRetried(var refusal) -> found(refusal);
        };
    }
}
