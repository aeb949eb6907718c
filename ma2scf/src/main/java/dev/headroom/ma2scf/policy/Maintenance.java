package dev.headroom.ma2scf.policy;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The servers that operators have taken out for maintenance. Immutable.
 *
 * @param orders by whom and when each was taken out, in order of server
 */
public record Maintenance(SortedMap<ServerId, Order> orders) {
    /** No server is in maintenance. */
    public static final Maintenance NONE = new Maintenance(new TreeMap<>());

    public Maintenance {
        orders = Collections.unmodifiableSortedMap(new TreeMap<>(orders));
    }

    /** That an operator took a server out, under this master or an earlier one. */
    public record Order(String by, Instant at) {}

    /** With the server taken out; an order that holds already stays as it is. */
    public Maintenance begun(ServerId server, Order order) {
        SortedMap<ServerId, Order> next = new TreeMap<>(orders);
        next.putIfAbsent(server, order);
        return new Maintenance(next);
    }

    public Maintenance ended(ServerId server) {
        SortedMap<ServerId, Order> next = new TreeMap<>(orders);
        next.remove(server);
        return new Maintenance(next);
    }

    public boolean concerns(ServerId server) {
        return orders.containsKey(server);
    }

    /** The snapshot in which these servers, and no others, are in maintenance. */
    public ClusterSnapshot marked(ClusterSnapshot snapshot) {
        boolean isMarked =
                snapshot.servers().stream().allMatch(server -> server.inMaintenance() == concerns(server.id()));
        return isMarked
                ? snapshot
                : new ClusterSnapshot(
                        snapshot.revision(),
                        snapshot.takenAt(),
                        snapshot.directors(),
                        snapshot.servers().stream()
                                .map(server -> server.withMaintenance(concerns(server.id())))
                                .toList(),
                        snapshot.services());
    }
}
