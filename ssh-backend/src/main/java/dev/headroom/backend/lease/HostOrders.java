package dev.headroom.backend.lease;

import dev.headroom.backend.control.driver.HostsOrders.Come;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.HostOrder.Verb;
import dev.headroom.backend.control.leasehold.OrderStanding;
import dev.headroom.backend.control.leasehold.OrderStanding.State;
import dev.headroom.ma2scf.model.HostId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The orders that the hosts keep beside the lease, as one master gives and obeys them. Guarded by the lock of its {@link
 * HostLease}. See decision 0116.
 */
final class HostOrders {
    private final LeaseName name;
    private final ToldOrders told = new ToldOrders();
    private final ObeyedOrders obeyed;
    private final GivenOrders given;

    HostOrders(LeaseName name) {
        this.name = name;
        this.obeyed = new ObeyedOrders(name, told);
        this.given = new GivenOrders(name, told);
    }

    void lost(HostId host) {
        told.lost(host);
    }

    void seen(HostId host, LeaseReport report) {
        told.seen(host, report);
        obeyed.seen(report);
    }

    /** As much of a name as a host keeps in {@code longest} characters: one that is not ASCII takes up to twelve. */
    static String bounded(String by, int longest) {
        int end = 0;
        for (int length = 0; end < by.length(); end += Character.charCount(by.codePointAt(end))) {
            length += encoded(Character.toString(by.codePointAt(end))).length();
            if (length > longest) {
                break;
            }
        }
        return by.substring(0, end);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What the next question to a host says of orders. */
    Optional<String> words(HostId host) {
        return given.wanted(host)
                .map(order -> "order %s %d %s %s %s"
                        .formatted(
                                name.cluster(),
                                order.number(),
                                order.author(),
                                LeaseReport.word(order.verb()),
                                encoded(order.by())))
                .or(() -> obeyed.wanted(host)
                        .map(noted -> "noted %s %d %s %s %s"
                                .formatted(
                                        name.cluster(),
                                        noted.number(),
                                        noted.author(),
                                        noted.holder(),
                                        LeaseReport.word(noted.note()))));
    }

    /** An operator of this master has halted or resumed it. */
    void give(Verb verb, String by, boolean wasHalted, Sight sight) {
        Optional<HostOrder> halt = told.newest().filter(order -> order.verb() == Verb.HALT);
        if (verb == Verb.HALT && sight.holds()) {
            obeyed.haltedHere();
            given.nothing(OrderStanding.NONE);
        } else if (verb == Verb.HALT
                || halt.filter(order -> mayRevoke(order, wasHalted, sight)).isPresent()) {
            given.give(verb, by, sight);
        } else if (halt.isPresent() && !sight.holds()) {
            given.nothing(new OrderStanding(
                    State.REFUSED,
                    "The order of %s to halt still holds for the master that has the lease of %s; resume here once more to revoke it."
                            .formatted(halt.get().by(), name.cluster())));
        } else {
            given.nothing(OrderStanding.NONE);
        }
    }

    /** Whoever resumes this master does not mean another console's halt, of which it may not know. */
    private boolean mayRevoke(HostOrder halt, boolean wasHalted, Sight sight) {
        return name.isOurs(halt.author()) || (sight.holds() ? obeyed.hasObeyed(halt) : !wasHalted);
    }

    /**
     * Goes on with the order of this master, and returns the one that it must obey now.
     *
     * @param holds whether this master holds the lease
     * @param sight asked only while an answer is awaited: there may be a thousand hosts
     */
    Optional<Come> next(boolean holds, Supplier<Sight> sight) {
        given.next(sight);
        return obeyed.next(holds);
    }

    ObeyedOrders obeyed() {
        return obeyed;
    }

    GivenOrders given() {
        return given;
    }
}
