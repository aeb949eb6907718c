package dev.headroom.backend.lease;

import dev.headroom.backend.control.driver.HostsOrders.Come;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.HostOrder.Note;
import dev.headroom.ma2scf.model.HostId;
import java.util.Optional;

/**
 * The side of the holder of the lease: which order it must obey, and what it answers on the hosts. A master that begins learns
 * from the hosts what earlier masters of its installation have obeyed. Guarded by the lock of its {@link HostLease}.
 */
final class ObeyedOrders {
    private final LeaseName name;
    private final ToldOrders told;
    private Optional<Obeyed> obeyed = Optional.empty();
    /** Handed to the master, which has not answered yet. */
    private Optional<HostOrder> begun = Optional.empty();

    private record Obeyed(HostOrder order, Note note) {}

    ObeyedOrders(LeaseName name, ToldOrders told) {
        this.name = name;
        this.told = told;
    }

    void seen(LeaseReport report) {
        report.order()
                .ifPresent(order -> report.noted()
                        .filter(noted -> noted.isOf(order) && name.isOurs(noted.holder()) && isNews(order))
                        .ifPresent(noted -> obeyed = Optional.of(new Obeyed(order, noted.note()))));
    }

    /**
     * The order that this master must obey now.
     *
     * @param holds whether it holds the lease
     */
    Optional<Come> next(boolean holds) {
        Optional<Come> come = told.newest()
                .filter(order -> holds && !name.isOurs(order.author()) && isNews(order))
                .filter(order -> begun.filter(order::isSame).isEmpty())
                .map(order -> new Come(
                        order, obeyed.filter(done -> done.note() == Note.HALTED).isPresent()));
        come.ifPresent(it -> begun = Optional.of(it.order()));
        return come;
    }

    private boolean isNews(HostOrder order) {
        return obeyed.filter(done -> !order.isAfter(done.order())).isEmpty();
    }

    void noted(HostOrder order, Note note) {
        begun = Optional.empty();
        obeyed = Optional.of(new Obeyed(order, note));
    }

    /** An operator of its own halts this master too, so no order from elsewhere resumes it. */
    void haltedHere() {
        obeyed = obeyed.map(done -> done.note() == Note.HALTED ? new Obeyed(done.order(), Note.HALTED_ANYWAY) : done);
    }

    boolean hasObeyed(HostOrder order) {
        return obeyed.filter(done -> done.order().isSame(order)).isPresent();
    }

    /** What a host is to keep of this master's answer; empty where it does, and where it keeps another order. */
    Optional<LeaseReport.Noted> wanted(HostId host) {
        return obeyed.filter(done -> told.of(host)
                        .flatMap(LeaseReport::order)
                        .filter(done.order()::isSame)
                        .isPresent())
                .map(done -> new LeaseReport.Noted(
                        done.order().number(), done.order().author(), name.holder(), done.note()))
                .filter(noted -> told.of(host)
                        .flatMap(LeaseReport::noted)
                        .filter(noted::equals)
                        .isEmpty());
    }
}
