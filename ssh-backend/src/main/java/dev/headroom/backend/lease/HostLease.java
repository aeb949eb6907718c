package dev.headroom.backend.lease;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.LeaseCommands;
import dev.headroom.backend.control.driver.HostsLease;
import dev.headroom.backend.control.driver.HostsOrders;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.OrderStanding;
import dev.headroom.backend.control.leasehold.Rival;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
    private final LeaseReports hosts;
    private final HostOrders orders;
    private Consumer<Change> listener = _ -> {};
    private Consumer<HostsOrders.Come> obeys = _ -> {};
    private Claim claim = new Claim.Idle();
    private Change told;
    private long given;
    private boolean wanted;
    private boolean leaving;
    /** Completes when no host is known to hold a lease that this master still renews. */
    private final CompletableFuture<Boolean> left = new CompletableFuture<>();

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
        this.hosts = new LeaseReports(name, hosts);
        this.orders = new HostOrders(name);
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
                claim = new Claim.Taking(hosts.nextEpoch(), true, clock.instant());
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
            return Optional.of(orders.words(host)
                    .map(order -> wordsFor(host) + " " + order)
                    .orElseGet(() -> wordsFor(host)));
        } finally {
            lock.unlock();
        }
    }

    private String wordsFor(HostId host) {
        return switch (claim) {
            case Claim.Idle _, Claim.Lost _, Claim.Looking _ ->
                hosts.isKept(host)
                        ? words("leave", hosts.ours(host).orElseThrow().epoch())
                        : words("look", 0);
            case Claim.Taking(long epoch, boolean byForce, var _) -> take(host, epoch, byForce);
            // A master that held it alone while the network was parted has the smaller number, and learns here that it
            // lost.
            case Claim.Held(long epoch) -> take(host, epoch, true);
        };
    }

    private String take(HostId host, long epoch, boolean byForce) {
        return hosts.has(host, epoch)
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
            hosts.seen(host, report, clock.instant());
            orders.seen(host, report);
            decide(report.held());
        });
    }

    @Override
    public void lost(HostId host) {
        changing(() -> {
            hosts.lost(host);
            orders.lost(host);
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
            return hosts.has(host, epoch)
                    ? Optional.empty()
                    : Optional.of(hosts.refused(host)
                            .map(why -> "%s did not give this master the lease, so nothing is changed there: %s."
                                    .formatted(host.name(), why))
                            .orElseGet(() ->
                                    "%s has not given this master the lease yet, so nothing is changed there; its next reading asks for it."
                                            .formatted(host.name())));
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

    /** Changes the state under the lock, then tells the listeners: of an order before it may act. */
    private void changing(Runnable change) {
        Optional<HostsOrders.Come> come;
        Optional<Change> news;
        Consumer<HostsOrders.Come> obeying;
        Consumer<Change> hearing;
        lock.lock();
        try {
            change.run();
            come = orders.next(claim instanceof Claim.Held, this::sight);
            Change next = change();
            news = next.equals(told) ? Optional.empty() : Optional.of(next);
            told = next;
            obeying = obeys;
            hearing = listener;
        } finally {
            lock.unlock();
        }
        come.ifPresent(obeying);
        news.ifPresent(hearing);
    }

    private Sight sight() {
        return new Sight(
                claim instanceof Claim.Held,
                hosts.other(),
                hosts.read(),
                hosts.all().size(),
                clock.instant());
    }

    @Override
    public Optional<Rival> rival() {
        lock.lock();
        try {
            return claim instanceof Claim.Held
                    ? Optional.empty()
                    : hosts.other().map(hosts::rival);
        } finally {
            lock.unlock();
        }
    }

    /** Whether every host has told who holds the lease. */
    public boolean isAnswered() {
        lock.lock();
        try {
            return hosts.isAnswered();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public HostsOrders orders() {
        return new Orders();
    }

    /** The orders, behind the lock of the lease. */
    private final class Orders implements HostsOrders {
        @Override
        public void give(HostOrder.Verb verb, String by, boolean wasHalted) {
            changing(() -> {
                given++;
                orders.give(verb, by, wasHalted, sight());
            });
        }

        @Override
        public void noted(HostOrder order, HostOrder.Note note) {
            changing(() -> orders.obeyed().noted(order, note));
        }

        @Override
        public OrderStanding standing() {
            return locked(() -> orders.given().standing());
        }

        @Override
        public Future<OrderStanding> settled() {
            return locked(() -> orders.given().settled());
        }

        @Override
        public long given() {
            return locked(() -> given);
        }

        @Override
        public boolean isAwaited() {
            return locked(() -> orders.given().isAwaited(clock.instant()));
        }

        @Override
        public void whenOrdered(Consumer<Come> next) {
            locked(() -> obeys = next);
        }

        private <T> T locked(Supplier<T> asked) {
            lock.lock();
            try {
                return asked.get();
            } finally {
                lock.unlock();
            }
        }
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
            if (leaving && hosts.all().stream().noneMatch(hosts::isKept)) {
                left.complete(true);
            }
            return;
        }
        Instant now = clock.instant();
        claim = switch (claim) {
            case Claim.Idle _ -> new Claim.Looking(now);
            case Claim.Looking(Instant since) ->
                isAnswered(since, now) && hosts.other().isEmpty()
                        ? new Claim.Taking(hosts.nextEpoch(), false, now)
                        : claim;
            case Claim.Taking(long epoch, boolean byForce, Instant since) -> taken(epoch, byForce, since, now);
            case Claim.Held(long epoch) ->
                news.filter(held -> hosts.isGreater(held, epoch))
                        .<Claim>map(Claim.Lost::new)
                        .orElse(claim);
            case Claim.Lost _ -> claim;
        };
    }

    /** What becomes of a claim of which not every host was asked yet. */
    private Claim taken(long epoch, boolean byForce, Instant since, Instant now) {
        Optional<LeaseReport.Held> stronger = hosts.greater(epoch);
        if (stronger.isPresent()) {
            // Another master took the lease at the same time: the greater number wins, then the greater name.
            return byForce ? new Claim.Taking(hosts.nextEpoch(), true, now) : new Claim.Looking(now);
        }
        Duration begun = Duration.between(since, now).plus(SLACK);
        if (!byForce
                && hosts.other().filter(held -> held.age().compareTo(begun) > 0).isPresent()) {
            // A host that answers only now has given it away before.
            return new Claim.Looking(now);
        }
        boolean all = hosts.all().stream().allMatch(host -> hosts.has(host, epoch) || hosts.refusedAfter(host, since));
        boolean some = hosts.all().stream().anyMatch(host -> hosts.has(host, epoch));
        return some && (all || isLate(since, now)) ? new Claim.Held(epoch) : claim;
    }

    /** Whether every host has told who holds the lease, or those that have not were waited for. */
    private boolean isAnswered(Instant since, Instant now) {
        return hosts.read() > 0 && (isLate(since, now) || hosts.isAnswered());
    }

    private static boolean isLate(Instant since, Instant now) {
        return Duration.between(since, now).compareTo(PATIENCE) >= 0;
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
                hosts.other()
                        .map(held -> new Change.Awaited(heldBy(held), true))
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
