package dev.headroom.backend.lease;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.LeaseCommands;
import dev.headroom.backend.control.driver.HostsLease;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One lease over all hosts of a cluster, of which each host keeps its own copy: this master may change them while it holds
 * it. Agents carry it: they tell who holds it, take it, and renew it with each reading. The host refuses the commands of
 * any other master ({@link LeaseCommands}), also of one that slept and does not know yet that it lost the lease. See
 * decision 0120.
 *
 * <p>Safe for several threads at once; no method waits. The listener is called outside of the lock.
 */
public final class HostLease implements HostsLease, LeaseDesk, Fence {
    /** How long hosts that do not answer are waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Two hosts tell times in whole seconds. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final LeaseName name;
    private final Duration term;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<HostId, Standing> hosts = new LinkedHashMap<>();
    private Consumer<Change> listener = _ -> {};
    private Claim claim = new Claim.Idle();
    private Change told;
    private boolean wanted;
    private boolean leaving;
    /** Completes when no host is known to hold a lease that this master still renews. */
    private final CompletableFuture<Boolean> left = new CompletableFuture<>();

    /** Where one host stands, as of its last reading. */
    private sealed interface Standing {
        /** Not read, or not asked for the lease yet. */
        record Unknown() implements Standing {}

        /** @param report what it said of the lease when it was asked last, at {@code at} */
        record Told(LeaseReport report, Instant at) implements Standing {}
    }

    /** What this master does about the lease. */
    private sealed interface Claim {
        /** It wants none. */
        record Idle() implements Claim {}

        /** It looks who holds it. */
        record Looking(Instant since) implements Claim {}

        /** It asks each host for it. */
        record Taking(long epoch, boolean byForce, Instant since) implements Claim {}

        record Held(long epoch) implements Claim {}

        /** Another master took it away. It is not taken back without an operator. */
        record Lost(LeaseReport.Held by) implements Claim {}
    }

    /**
     * @param hosts all hosts of the cluster
     * @param term how long the lease stays with this master when it renews it no more; longer than any time between two
     *     readings of a host
     */
    public HostLease(LeaseName name, Collection<HostId> hosts, Duration term, InstantSource clock) {
        this.name = name;
        this.term = term;
        this.clock = clock;
        hosts.forEach(host -> this.hosts.put(host, new Standing.Unknown()));
        this.told = change();
    }

    @Override
    public void whenChanged(Consumer<Change> next) {
        lock.lock();
        try {
            listener = next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void want(boolean wants) {
        changing(() -> {
            wanted = wants && !leaving;
            decide(Optional.empty());
        });
    }

    /**
     * Gives the lease back for good, so that the next master need not wait for its term.
     *
     * @return completes when each host that is read has it back; agents bring it with their next readings
     */
    public CompletableFuture<Boolean> leave() {
        changing(() -> {
            leaving = true;
            wanted = false;
            decide(Optional.empty());
        });
        return left;
    }

    @Override
    public void takeOver() {
        changing(() -> {
            if (wanted && !(claim instanceof Claim.Held)) {
                claim = new Claim.Taking(nextEpoch(), true, clock.instant());
            }
        });
    }

    @Override
    public Change now() {
        lock.lock();
        try {
            return change();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<String> words(HostId host) {
        lock.lock();
        try {
            return Optional.of(wordsFor(host));
        } finally {
            lock.unlock();
        }
    }

    private String wordsFor(HostId host) {
        return switch (claim) {
            case Claim.Idle _, Claim.Lost _, Claim.Looking _ ->
                isKept(host) ? words("leave", ours(host).orElseThrow().epoch()) : words("look", 0);
            case Claim.Taking(long epoch, boolean byForce, var _) -> take(host, epoch, byForce);
            // A master that held it alone while the network was parted has the smaller number, and learns here that it
            // lost.
            case Claim.Held(long epoch) -> take(host, epoch, true);
        };
    }

    private String take(HostId host, long epoch, boolean byForce) {
        return has(host, epoch)
                ? words("keep", epoch)
                : "%s %d %s %s"
                        .formatted(words("take", epoch), term.toSeconds(), byForce ? "force" : "fair", name.who());
    }

    private String words(String verb, long epoch) {
        return "%s %s %d %s".formatted(verb, name.cluster(), epoch, name.holder());
    }

    @Override
    public void seen(HostId host, LeaseReport report) {
        changing(() -> {
            hosts.replace(host, new Standing.Told(report, clock.instant()));
            decide(report.held());
        });
    }

    @Override
    public void lost(HostId host) {
        changing(() -> {
            hosts.replace(host, new Standing.Unknown());
            decide(Optional.empty());
        });
    }

    @Override
    public Optional<String> refusal(HostId host) {
        lock.lock();
        try {
            if (!(claim instanceof Claim.Held(long epoch))) {
                return change().refusal();
            }
            return has(host, epoch)
                    ? Optional.empty()
                    : Optional.of(
                            switch (hosts.getOrDefault(host, new Standing.Unknown())) {
                                case Standing.Told(LeaseReport report, var _)
                                when report.refused().isPresent() ->
                                    "%s did not give this master the lease, so nothing is changed there: %s."
                                            .formatted(
                                                    host.name(),
                                                    report.refused().orElseThrow());
                                case Standing.Told _, Standing.Unknown _ ->
                                    "%s has not given this master the lease yet, so nothing is changed there; its next reading asks for it."
                                            .formatted(host.name());
                            });
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CommandLine guard(CommandLine command) {
        lock.lock();
        try {
            long epoch = claim instanceof Claim.Held(long held) ? held : 1;
            return LeaseCommands.fenced(name.cluster(), epoch, name.holder(), command);
        } finally {
            lock.unlock();
        }
    }

    /** Changes the state under the lock, then tells the listener. */
    private void changing(Runnable change) {
        Change next;
        Consumer<Change> told;
        lock.lock();
        try {
            change.run();
            next = change();
            if (next.equals(this.told)) {
                return;
            }
            this.told = next;
            told = listener;
        } finally {
            lock.unlock();
        }
        told.accept(next);
    }

    /**
     * Goes on to the next claim, if it is time.
     *
     * @param news who holds the lease on the host that was read; while this master holds it, nothing else can take it away, and
     *     the reports of a thousand other hosts need not be looked at again
     */
    private void decide(Optional<LeaseReport.Held> news) {
        if (!wanted) {
            claim = new Claim.Idle();
            if (leaving && hosts.keySet().stream().noneMatch(this::isKept)) {
                left.complete(true);
            }
            return;
        }
        Instant now = clock.instant();
        claim = switch (claim) {
            case Claim.Idle _ -> new Claim.Looking(now);
            case Claim.Looking(Instant since) ->
                isAnswered(since, now) && other().isEmpty() ? new Claim.Taking(nextEpoch(), false, now) : claim;
            case Claim.Taking(long epoch, boolean byForce, Instant since) -> taken(epoch, byForce, since, now);
            case Claim.Held(long epoch) ->
                news.filter(held -> isGreater(held, epoch))
                        .<Claim>map(Claim.Lost::new)
                        .orElse(claim);
            case Claim.Lost _ -> claim;
        };
    }

    /** What becomes of a claim of which not every host was asked yet. */
    private Claim taken(long epoch, boolean byForce, Instant since, Instant now) {
        Optional<LeaseReport.Held> stronger = greater(epoch);
        if (stronger.isPresent()) {
            // Another master took the lease at the same time: the greater number wins, then the greater name.
            return byForce ? new Claim.Taking(nextEpoch(), true, now) : new Claim.Looking(now);
        }
        Duration begun = Duration.between(since, now).plus(SLACK);
        if (!byForce && other().filter(held -> held.age().compareTo(begun) > 0).isPresent()) {
            // A host that answers only now has given it away before.
            return new Claim.Looking(now);
        }
        boolean all = hosts.keySet().stream().allMatch(host -> has(host, epoch) || refusedAfter(host, since));
        boolean some = hosts.keySet().stream().anyMatch(host -> has(host, epoch));
        return some && (all || isLate(since, now)) ? new Claim.Held(epoch) : claim;
    }

    private boolean refusedAfter(HostId host, Instant since) {
        return hosts.get(host) instanceof Standing.Told(LeaseReport report, Instant at)
                && report.refused().isPresent()
                && !at.isBefore(since);
    }

    /** Whether every host has told who holds the lease, or those that have not were waited for. */
    private boolean isAnswered(Instant since, Instant now) {
        return told().findAny().isPresent()
                && (isLate(since, now) || hosts.values().stream().allMatch(Standing.Told.class::isInstance));
    }

    private static boolean isLate(Instant since, Instant now) {
        return Duration.between(since, now).compareTo(PATIENCE) >= 0;
    }

    private Stream<LeaseReport> told() {
        return hosts.values().stream()
                .filter(Standing.Told.class::isInstance)
                .map(standing -> ((Standing.Told) standing).report());
    }

    private Stream<LeaseReport.Held> others() {
        return told().flatMap(report -> report.held().stream())
                .filter(held -> !held.name().equals(name.holder()));
    }

    /** The other master that keeps the lease renewed on a host; the one with the greatest number. */
    private Optional<LeaseReport.Held> other() {
        return others().filter(LeaseReport.Held::isAlive)
                .filter(held -> !installation(held.name()).equals(installation(name.holder())))
                .max(Comparator.comparingLong(LeaseReport.Held::epoch));
    }

    /** Another master that took the lease after this one took it under {@code epoch}. */
    private Optional<LeaseReport.Held> greater(long epoch) {
        return others().filter(held -> isGreater(held, epoch)).max(Comparator.comparingLong(LeaseReport.Held::epoch));
    }

    private boolean isGreater(LeaseReport.Held held, long epoch) {
        return !held.name().equals(name.holder())
                && (held.epoch() > epoch
                        || (held.epoch() == epoch && held.name().compareTo(name.holder()) > 0));
    }

    private static String installation(String holder) {
        int point = holder.lastIndexOf('.');
        return point < 0 ? holder : holder.substring(0, point);
    }

    private long nextEpoch() {
        return 1
                + told().flatMap(report -> report.held().stream())
                        .mapToLong(LeaseReport.Held::epoch)
                        .max()
                        .orElse(0);
    }

    private Optional<LeaseReport.Held> ours(HostId host) {
        return hosts.get(host) instanceof Standing.Told(LeaseReport report, var _)
                ? report.held().filter(held -> held.name().equals(name.holder()))
                : Optional.empty();
    }

    private boolean isKept(HostId host) {
        return ours(host).filter(held -> held.idle().isPresent()).isPresent();
    }

    private boolean has(HostId host, long epoch) {
        return ours(host).filter(held -> held.epoch() == epoch).isPresent();
    }

    private Change change() {
        return switch (claim) {
            case Claim.Idle() -> new Change.Unwanted();
            case Claim.Held(long epoch) -> new Change.Taken(epoch);
            case Claim.Lost(LeaseReport.Held by) ->
                new Change.TakenAway(
                        "%s has taken over %s (lease number %d), so this master sends nothing more. It can take the lease back: 'headroom take-over'."
                                .formatted(by.who(), name.cluster(), by.epoch()));
            case Claim.Looking _, Claim.Taking _ ->
                other().map(held -> new Change.Awaited(heldBy(held), true))
                        .orElseGet(() -> new Change.Awaited(
                                "The hosts have not given this master the lease of %s yet: only its holder may change them."
                                        .formatted(name.cluster()),
                                false));
        };
    }

    private String heldBy(LeaseReport.Held held) {
        return "%s holds the lease of %s, so only that master may change it. End it there, or take over from here: 'headroom take-over'."
                .formatted(held.who(), name.cluster());
    }
}
