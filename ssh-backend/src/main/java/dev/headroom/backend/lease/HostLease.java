package dev.headroom.backend.lease;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.LeaseCommands;
import dev.headroom.backend.command.RevertCommands;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.RevertReport;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final Optional<Election> election;
    private final HostOrders orders;
    private Consumer<Change> listener = _ -> {};
    private Consumer<HostsOrders.Come> obeys = _ -> {};
    private Claim claim = new Claim.Idle();
    private Change told;
    private long given;
    /** An operator wants it also from a master that keeps it. */
    private boolean forced;
    /** The greatest number under which this master held it. */
    private long last;

    private final ArmedPlans armed;
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
        this(name, hosts, term, clock, Optional.empty());
    }

    /**
     * The same for masters that are elected elsewhere before they ask the hosts.
     *
     * @param election asked also before each command; the caller closes it
     */
    public HostLease(
            LeaseName name, Collection<HostId> hosts, Duration term, InstantSource clock, Optional<Election> election) {
        this.name = name;
        this.term = term;
        this.clock = clock;
        this.hosts = new LeaseReports(name, hosts);
        this.orders = new HostOrders(name);
        this.election = election;
        this.armed = new ArmedPlans(name);
        this.told = change();
        election.ifPresent(service -> service.whenChanged(() -> changing(() -> decide(Optional.empty()))));
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
                forced = true;
                last = 0;
                election.ifPresent(Election::takeOver);
                claim = taking(clock.instant());
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
            case Claim.Held(long epoch) when isElected(epoch) -> take(host, epoch, true);
            case Claim.Held _ -> words("look", 0);
        };
    }

    private String take(HostId host, long epoch, boolean byForce) {
        return hosts.has(host, epoch)
                ? kept(host, epoch)
                : "%s %d %s %s"
                        .formatted(words("take", epoch), term.toSeconds(), byForce ? "force" : "fair", name.who());
    }

    private String kept(HostId host, long epoch) {
        String ended =
                hosts.report(host).map(report -> armed.ended(host, report)).orElse("");
        return ended.isEmpty() ? words("keep", epoch) : words("end", epoch) + " " + ended;
    }

    private String words(String verb, long epoch) {
        return "%s %s %d %s".formatted(verb, name.cluster(), epoch, name.holder());
    }

    @Override
    public void seen(HostId host, LeaseReport report) {
        changing(() -> {
            hosts.seen(host, report, clock.instant());
            orders.seen(host, report);
            armed.note(host, report, claim instanceof Claim.Held);
            decide(report.held());
        });
    }

    @Override
    public void armed(Set<ProposalId> plans) {
        lock.lock();
        try {
            armed.live(plans);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<RevertReport> reverted() {
        lock.lock();
        try {
            return armed.news();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<RevertCommands.Lease> toArm(HostId host, ProposalId plan) {
        lock.lock();
        try {
            boolean is = hosts.report(host)
                    .filter(report -> report.armed().contains(plan))
                    .isPresent();
            return claim instanceof Claim.Held(long epoch) && !is
                    ? Optional.of(new RevertCommands.Lease(name.cluster(), epoch, name.holder()))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
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
            Optional<String> barred = change().refusal();
            if (barred.isPresent() || !(claim instanceof Claim.Held(long epoch))) {
                return barred;
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
    public CommandLine guard(ProposalId plan, CommandLine command) {
        lock.lock();
        try {
            long epoch = claim instanceof Claim.Held(long held) ? held : 1;
            return LeaseCommands.fenced(name.cluster(), epoch, name.holder(), plan.toString(), command);
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
        election.ifPresent(service -> service.want(wanted));
        if (!wanted) {
            claim = new Claim.Idle();
            forced = false;
            last = 0;
            if (leaving && hosts.all().stream().noneMatch(hosts::isKept)) {
                left.complete(true);
            }
            return;
        }
        Instant now = clock.instant();
        claim = switch (claim) {
            case Claim.Idle _ -> new Claim.Looking(now);
            case Claim.Looking(Instant since) -> looked(since, now);
            case Claim.Taking(long epoch, boolean byForce, Instant since) ->
                isElected(epoch) ? taken(epoch, byForce, since, now) : new Claim.Looking(now);
            case Claim.Held(long epoch) ->
                news.filter(held -> hosts.isGreater(held, epoch))
                        .<Claim>map(Claim.Lost::new)
                        .orElseGet(() -> isElected(epoch) ? claim : dismissed(epoch, now));
            case Claim.Lost _ -> claim;
        };
        forced &= !(claim instanceof Claim.Held);
    }

    /** A master that is elected no more: if another one takes the lease meanwhile, this one has lost it. */
    private Claim dismissed(long epoch, Instant now) {
        last = epoch;
        return new Claim.Looking(now);
    }

    private Claim looked(Instant since, Instant now) {
        Optional<LeaseReport.Held> successor = last > 0 && !forced ? hosts.greater(last) : Optional.empty();
        if (successor.isPresent()) {
            return new Claim.Lost(successor.get());
        }
        return isAnswered(since, now) && (forced || hosts.other().isEmpty()) ? taking(now) : claim(since);
    }

    private static Claim claim(Instant since) {
        return new Claim.Looking(since);
    }

    /** Asks the hosts for the lease, if this master is elected for it under a number that is new to them. */
    private Claim taking(Instant now) {
        long next = hosts.nextEpoch();
        if (election.isEmpty()) {
            return new Claim.Taking(next, forced, now);
        }
        Election service = election.get();
        return switch (service.now()) {
            case Election.Standing.Elected(long number) -> {
                if (number >= next) {
                    yield new Claim.Taking(number, forced, now);
                }
                service.raise(next - 1);
                yield new Claim.Looking(now);
            }
            case Election.Standing.Waits _ -> new Claim.Looking(now);
        };
    }

    private boolean isElected(long epoch) {
        return election.filter(service -> !service.now().equals(new Election.Standing.Elected(epoch)))
                .isEmpty();
    }

    /** Why this master is not elected; empty while it is. */
    private Optional<Change> notElected() {
        return election.flatMap(service -> service.now() instanceof Election.Standing.Waits waits
                ? Optional.of(new Change.Awaited(waits.sentence(), waits.contested()))
                : Optional.empty());
    }

    /** What becomes of a claim of which not every host was asked yet. */
    private Claim taken(long epoch, boolean byForce, Instant since, Instant now) {
        Optional<LeaseReport.Held> stronger = hosts.greater(epoch);
        if (stronger.isPresent()) {
            // Another master took the lease at the same time: the greater number wins, then the greater name.
            return byForce ? taking(now) : new Claim.Looking(now);
        }
        Duration begun = Duration.between(since, now).plus(SLACK);
        if (!byForce
                && hosts.other()
                        .filter(held -> !held.isAlive() || held.age().compareTo(begun) > 0)
                        .isPresent()) {
            // A host that answers only now has given it away before, or is about to take back what its holder left.
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
            case Claim.Held(long epoch) -> notElected().orElseGet(() -> new Change.Taken(epoch));
            case Claim.Lost(LeaseReport.Held by) ->
                new Change.TakenAway(
                        "%s has taken over %s (lease number %d), so this master sends nothing more. It can take the lease back: 'headroom take-over'."
                                .formatted(by.who(), name.cluster(), by.epoch()));
            case Claim.Looking _, Claim.Taking _ ->
                hosts.other()
                        .<Change>map(held -> new Change.Awaited(heldBy(held), true))
                        .or(this::notElected)
                        .orElseGet(() -> new Change.Awaited(
                                "The hosts have not given this master the lease of %s yet: only its holder may change them."
                                        .formatted(name.cluster()),
                                false));
        };
    }

    private String heldBy(LeaseReport.Held held) {
        if (!held.isAlive()) {
            return "%s left a plan of %s half done, and a director is about to take its part back by itself. After that, some minutes from now, this master takes the lease. To take it at once: 'headroom take-over'."
                    .formatted(held.who(), name.cluster());
        }
        return "%s holds the lease of %s, so only that master may change it. End it there, or take over from here: 'headroom take-over'."
                .formatted(held.who(), name.cluster());
    }
}
