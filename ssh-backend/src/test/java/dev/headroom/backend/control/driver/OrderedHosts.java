package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.OrderStanding;
import dev.headroom.backend.control.leasehold.Rival;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Hosts that carry orders between masters, and remember what they were told. The lease is this master's. */
final class OrderedHosts implements HostsLease, HostsOrders {
    final List<String> told = new CopyOnWriteArrayList<>();
    volatile Consumer<Come> ordered = _ -> {};

    @Override
    public void want(boolean wanted) {
        // It has it.
    }

    @Override
    public void takeOver() {
        // It has it.
    }

    @Override
    public Change now() {
        return new Change.Taken(1);
    }

    @Override
    public void whenChanged(Consumer<Change> listener) {
        // It never changes.
    }

    @Override
    public Optional<Rival> rival() {
        return Optional.empty();
    }

    @Override
    public HostsOrders orders() {
        return this;
    }

    @Override
    public void give(HostOrder.Verb verb, String by, boolean wasHalted) {
        told.add(verb + " by " + by);
    }

    @Override
    public void noted(HostOrder order, HostOrder.Note note) {
        told.add(order.number() + " " + note);
    }

    @Override
    public OrderStanding standing() {
        return OrderStanding.NONE;
    }

    @Override
    public Future<OrderStanding> settled() {
        return NOTHING;
    }

    @Override
    public long given() {
        return told.size();
    }

    @Override
    public boolean isAwaited() {
        return false;
    }

    @Override
    public void whenOrdered(Consumer<Come> listener) {
        ordered = listener;
    }
}
