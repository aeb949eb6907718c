package dev.headroom.backend;

import dev.headroom.backend.command.ProbeCommands;
import dev.headroom.backend.fleet.SshEnvironment;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.trust.ShownKey;
import dev.headroom.backend.time.TimeLimit;
import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at the keys that hosts show, for an operator who decides which to trust. Trusts none itself, and logs in to jump hosts
 * only, so that it needs no key and no agent. For one thread.
 */
public final class HostKeys implements AutoCloseable {
    /** For one host: the longest log-in to a jump host, and the key exchange behind it. */
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final Dialling dialling;
    private final SshFleet first;
    private final Map<HostId, CompletableFuture<Found>> begun = new HashMap<>();

    private HostKeys(Dialling dialling) throws IOException {
        this.dialling = dialling;
        first = dialling.fleet();
    }

    /** A new fleet for each further look: it remembers no refused host. */
    private interface Dialling {
        SshFleet fleet() throws IOException;
    }

    /** What one look at a host found. */
    public sealed interface Found {
        /** Its key is trusted. */
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
        return new HostKeys(() -> SshFleet.looking(file, environment));
    }

    /**
     * Hosts as {@code ssh} takes them.
     *
     * @throws IOException if the user's own SSH configuration cannot be read
     * @throws IllegalArgumentException if a text can name no host, with a sentence
     */
    public static HostKeys ofNames(List<String> texts, SshEnvironment environment) throws IOException {
        return new HostKeys(() -> SshFleet.looking(texts, environment));
    }

    public List<HostId> hosts() {
        return first.hosts();
    }

    /** Looks at these hosts, all at once; {@link #look} then takes what was found. */
    public void begin(List<HostId> hosts) {
        hosts.forEach(host -> begun.put(host, looking(first, host)));
    }

    /**
     * Connects to the host, which shows its key.
     *
     * @param limit of the whole command
     */
    public Found look(HostId host, TimeLimit limit) throws IOException, InterruptedException {
        CompletableFuture<Found> known = begun.remove(host);
        if (known != null) {
            return await(known, host, limit);
        }
        try (SshFleet fleet = dialling.fleet()) {
            return await(looking(fleet, host), host, limit);
        }
    }

    /** A host may be behind one of which the key is trusted now: what was found before does not count. */
    public void lookAnew() {
        begun.values().removeIf(found -> !found.isDone() || !(found.join() instanceof Found.Trusted));
    }

    private static CompletableFuture<Found> looking(SshFleet fleet, HostId host) {
        var found = new CompletableFuture<Found>();
        Thread.ofVirtual().name("look-" + host.name()).start(() -> {
            try {
                found.complete(
                        switch (fleet.shell(host).run(ProbeCommands.NOTHING, DEADLINE)) {
                            case RemoteResult.Completed _ -> new Found.Trusted();
                            case RemoteResult.Failed(var failure, var _) -> found(failure);
                        });
            } finally {
                found.complete(new Found.Unreachable(
                        "A fault of Headroom ended the look at %s.".formatted(host.name()))); // if nothing else was
            }
        });
        return found;
    }

    private static Found await(CompletableFuture<Found> found, HostId host, TimeLimit limit)
            throws InterruptedException {
        try {
            return found.get(limit.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Found.Unreachable("%s did not show its key within %d s, the time of this command."
                    .formatted(host.name(), limit.whole().toSeconds()));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        first.close();
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
