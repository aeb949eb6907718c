package dev.headroom.backend;

import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.control.driver.HostsOrders;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.OrderStanding;
import dev.headroom.backend.inventory.HostEntry;
import dev.headroom.backend.lease.HostLease;
import dev.headroom.backend.lease.LeaseName;
import dev.headroom.backend.time.SteadyClock;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Halts or resumes whichever master holds the lease of the hosts, from a computer without a master: it connects to the hosts,
 * leaves the order there, and waits for the answer. Stateless. See decision 0116.
 */
public final class OrderByHosts {
    /** Of no master: a state folder has another name. */
    private static final String AUTHOR = "command";

    private OrderByHosts() {}

    /**
     * Gives the order.
     *
     * @param by the operator's name, for the journal of the master that obeys
     * @param within how long hosts and holder are waited for
     * @return what became of it; {@link OrderStanding.State#UNKNOWN} if that is not known in time, and {@link
     *     OrderStanding.State#NONE} if there was nothing to resume
     */
    public static OrderStanding give(ClusterConnection cluster, HostOrder.Verb verb, String by, Duration within)
            throws InterruptedException {
        Clock clock = SteadyClock.ofThisProcess();
        Installation author = new Installation(AUTHOR, cluster.file().name());
        HostLease lease = new HostLease(
                LeaseName.of(author),
                cluster.file().hosts().stream().map(HostEntry::id).toList(),
                within,
                clock);
        BlockingQueue<Observation> readings = new LinkedBlockingQueue<>();
        HostsOrders orders = lease.orders();
        try (ClusterObserver observer = cluster.observer(clock, author, lease)) {
            observer.start(readings::add);
            long end = System.nanoTime() + within.toNanos();
            for (long left = within.toNanos(); left > 0; left = end - System.nanoTime()) {
                Observation reading = readings.poll(left, TimeUnit.NANOSECONDS);
                boolean given = orders.given() > 0;
                if (!given && (verb == HostOrder.Verb.HALT || lease.isAnswered() || left < within.toNanos() / 2)) {
                    orders.give(verb, by, false);
                }
                if (orders.given() > 0 && orders.settled().isDone()) {
                    return orders.settled().resultNow();
                }
                if (reading != null) {
                    observer.hurry(
                            reading.hosts().stream().map(HostStatus::host).collect(Collectors.toSet()));
                }
            }
            return orders.standing();
        }
    }
}
