package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.OrderStanding;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Port: orders of an operator to whichever master holds the lease of the hosts; the hosts carry them from one master to the
 * other. Safe for several threads at once; no method waits. See decision 0116.
 */
public interface HostsOrders {
    /** What became of no order. */
    Future<OrderStanding> NOTHING = CompletableFuture.completedFuture(OrderStanding.NONE);

    /** Where no other master can be told: nothing is ordered, and nothing comes. */
    HostsOrders NONE = new HostsOrders() {
        @Override
        public void give(HostOrder.Verb verb, String by, boolean wasHalted) {
            // There is no other master.
        }

        @Override
        public void noted(HostOrder order, HostOrder.Note note) {
            // None comes.
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
            return 0;
        }

        @Override
        public boolean isAwaited() {
            return false;
        }

        @Override
        public void whenOrdered(Consumer<Come> listener) {
            // None comes.
        }
    };

    /**
     * An order that came.
     *
     * @param lifts whether this master is halted only because of an order before, so that an order can resume it
     */
    record Come(HostOrder order, boolean lifts) {}

    /**
     * An operator of this master has halted or resumed it. If another master holds the lease, that one is told, too.
     *
     * @param wasHalted whether this master was halted before
     */
    void give(HostOrder.Verb verb, String by, boolean wasHalted);

    /** This master did this about an order that came. */
    void noted(HostOrder order, HostOrder.Note note);

    /** How far the last order of this master has come. */
    OrderStanding standing();

    /**
     * Completes when it is known what became of the last order; never if the holder of the lease does not answer.
     */
    Future<OrderStanding> settled();

    /** How many times an operator of this master has halted or resumed it: by that an order is told from the one before. */
    long given();

    /** Whether readings are wanted at once, because an answer can come with them. */
    boolean isAwaited();

    /**
     * Tells {@code listener} of each order that this master must obey.
     *
     * @param listener called from any thread; it must be short
     */
    void whenOrdered(Consumer<Come> listener);
}
