package dev.headroom.backend.lease;

import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.HostOrder.Note;
import dev.headroom.backend.control.leasehold.HostOrder.Verb;
import dev.headroom.backend.control.leasehold.OrderStanding;
import dev.headroom.backend.control.leasehold.OrderStanding.State;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The side of who gives an order: the last order of this master's operator, and how far it has come. Guarded by the lock of its
 * {@link HostLease}.
 */
final class GivenOrders {
    /** For so long after an order, its answer is looked for with each reading that can be had. */
    private static final Duration HURRIED = Duration.ofSeconds(15);

    /** Of the name of who orders, as a host keeps it, in characters; the computer's name comes after it. */
    private static final int LONGEST = 240;

    private final LeaseName name;
    private final ToldOrders told;
    private Optional<Wish> wish = Optional.empty();
    private OrderStanding standing = OrderStanding.NONE;
    private CompletableFuture<OrderStanding> settled = CompletableFuture.completedFuture(OrderStanding.NONE);

    /** @param writes whether the hosts are to keep it */
    private record Wish(HostOrder order, Instant since, boolean writes) {
        /** This one for the hosts, as the newest: nobody has answered it before. */
        Wish writing(long number) {
            return new Wish(new HostOrder(number, order.author(), order.verb(), order.by()), since, true);
        }
    }

    /** An answer of a host's holder, and who that is. */
    private record Answered(LeaseReport.Noted noted, String who) {}

    GivenOrders(LeaseName name, ToldOrders told) {
        this.name = name;
        this.told = told;
    }

    /** Gives an order in place of the one before. */
    void give(Verb verb, String by, Sight sight) {
        String whole = "%s, at %s".formatted(HostOrders.bounded(by, LONGEST), name.who());
        wish = Optional.of(
                new Wish(new HostOrder(number(), name.holder(), verb, whole), sight.now(), verb == Verb.RESUME));
        settled.complete(OrderStanding.NONE);
        settled = new CompletableFuture<>();
        next(() -> sight);
    }

    /** There is nothing to order; what was ordered before is shown no more. */
    void nothing(OrderStanding why) {
        wish = Optional.empty();
        settled.complete(OrderStanding.NONE);
        settled = CompletableFuture.completedFuture(why);
        standing = why.state() == State.REFUSED ? why : OrderStanding.NONE;
    }

    /** Goes on, if it is not settled. */
    void next(Supplier<Sight> look) {
        if (settled.isDone()) {
            return;
        }
        Sight sight = look.get();
        Wish now = wish.orElseThrow();
        Optional<OrderStanding> answer = now.writes() ? answer(now.order()) : Optional.empty();
        if (answer.isEmpty()) {
            Optional<HostOrder> against = now.writes() ? told.against(now.order()) : Optional.empty();
            if (now.order().verb() == Verb.RESUME && against.isPresent()) {
                answer = Optional.of(new OrderStanding(
                        State.REFUSED,
                        "%s has ordered a halt meanwhile."
                                .formatted(against.get().by())));
            } else {
                boolean begins = !now.writes() && sight.other().isPresent();
                now = against.isPresent() || begins ? now.writing(number()) : now;
                answer = withoutAnswer(now, sight);
            }
        }
        wish = Optional.of(now);
        if (now.writes()) {
            told.add(now.order());
        }
        standing = answer.orElseGet(() -> unknown(wish.orElseThrow(), sight));
        answer.ifPresent(settled::complete);
    }

    private long number() {
        return 1 + told.newest().map(HostOrder::number).orElse(0L);
    }

    /** The answer of the master that holds the lease on a host, the newest one. */
    private Optional<OrderStanding> answer(HostOrder order) {
        return told.all()
                .flatMap(report -> report
                        .noted()
                        .filter(noted -> noted.number() >= order.number())
                        .flatMap(noted -> report.held()
                                .filter(held -> held.name().equals(noted.holder()) && held.isAlive())
                                .map(held -> new Answered(noted, held.who())))
                        .stream())
                .max(Comparator.comparingLong(said -> said.noted().number()))
                .map(said -> standing(order.verb(), said));
    }

    private OrderStanding standing(Verb verb, Answered said) {
        String who = "%s, which holds the lease of %s,".formatted(said.who(), name.cluster());
        Note note = said.noted().note();
        boolean isHalted = note != Note.GOES_ON;
        return switch (verb) {
            case HALT ->
                isHalted
                        ? new OrderStanding(
                                State.DONE, who + " has taken note of the order and is halted: no step begins there.")
                        : new OrderStanding(State.REFUSED, who + " goes on, by an order that came after this one.");
            case RESUME ->
                isHalted
                        ? new OrderStanding(
                                State.REFUSED,
                                who
                                        + " stays halted: it was not halted by an order from elsewhere alone, so it must be resumed there.")
                        : new OrderStanding(State.DONE, who + " has taken note of the order and is not halted.");
        };
    }

    /** What is settled though no master has answered. */
    private Optional<OrderStanding> withoutAnswer(Wish now, Sight sight) {
        boolean looked = sight.read() == sight.all()
                || (sight.read() > 0
                        && Duration.between(now.since(), sight.now()).compareTo(HostLease.PATIENCE) >= 0);
        if (sight.holds()) {
            return Optional.of(
                    now.order().verb() == Verb.RESUME
                            ? OrderStanding.NONE
                            : new OrderStanding(State.DONE, "This master holds the lease itself now, and is halted."));
        }
        boolean free = sight.other().isEmpty() && looked;
        return switch (now.order().verb()) {
            case HALT ->
                free && !now.writes()
                        ? Optional.of(
                                new OrderStanding(State.DONE, nobody(sight) + " No other master had to be halted."))
                        : Optional.empty();
            case RESUME ->
                free && told.keeping(now.order()).isPresent()
                        ? Optional.of(new OrderStanding(State.DONE, nobody(sight) + " The order to halt is revoked."))
                        : Optional.empty();
        };
    }

    private String nobody(Sight sight) {
        return "No master renews the lease of %s on the hosts that are read (%d of %d)."
                .formatted(name.cluster(), sight.read(), sight.all());
    }

    private OrderStanding unknown(Wish now, Sight sight) {
        String verb = now.order().verb() == Verb.HALT ? "halt" : "go on";
        String holder = sight.other().map(LeaseReport.Held::who).orElse("the master that held it");
        return new OrderStanding(
                State.UNKNOWN,
                sight.read() == 0
                        ? "None of the %d hosts of %s is read from here now, so it is not known whether another master acts, and none was told to %s."
                                .formatted(sight.all(), name.cluster(), verb)
                        : told.keeping(now.order())
                                .map(hosts ->
                                        "It is not known yet whether %s, which holds the lease of %s, has taken note of the order to %s. The order is on %s: whichever master holds the lease does so as soon as it reads one of them."
                                                .formatted(holder, name.cluster(), verb, hosts))
                                .orElseGet(() ->
                                        "It is not known yet whether another master acts, and no host has taken the order to %s yet (%d of %d are read)."
                                                .formatted(verb, sight.read(), sight.all())));
    }

    /** What a host is to keep; empty where it does. */
    Optional<HostOrder> wanted(HostId host) {
        return wish.filter(Wish::writes).map(Wish::order).filter(order -> told.lacks(host, order));
    }

    OrderStanding standing() {
        Optional<HostOrder> later = wish.map(Wish::order)
                .flatMap(order -> told.newest().filter(known -> known.isAfter(order) && known.verb() != order.verb()));
        boolean shown = wish.filter(given -> given.order().verb() == Verb.HALT).isPresent();
        if (standing.state() == State.DONE && (!shown || later.isPresent())) {
            return later.filter(_ -> shown)
                    .map(order -> new OrderStanding(
                            State.DONE,
                            "%s has ordered since that the master that holds the lease of %s goes on."
                                    .formatted(order.by(), name.cluster())))
                    .orElse(OrderStanding.NONE);
        }
        return standing;
    }

    CompletableFuture<OrderStanding> settled() {
        return settled;
    }

    boolean isAwaited(Instant now) {
        return !settled.isDone()
                && wish.filter(given -> Duration.between(given.since(), now).compareTo(HURRIED) < 0)
                        .isPresent();
    }
}
