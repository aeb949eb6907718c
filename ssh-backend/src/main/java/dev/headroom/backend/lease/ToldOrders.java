package dev.headroom.backend.lease;

import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.ma2scf.model.HostId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the hosts told last of operators' orders. Guarded by the lock of its {@link HostLease}. */
final class ToldOrders {
    private static final int NAMED = 3;

    private final Map<HostId, LeaseReport> hosts = new LinkedHashMap<>();
    private Optional<HostOrder> newest = Optional.empty();

    void seen(HostId host, LeaseReport report) {
        hosts.put(host, report);
        report.order().ifPresent(this::add);
    }

    void lost(HostId host) {
        hosts.remove(host);
    }

    /** The newest order that is known; a host that lost it, as by a reboot, does not take it back. */
    Optional<HostOrder> newest() {
        return newest;
    }

    /** An order is given, and will be on the hosts. */
    void add(HostOrder order) {
        if (newest.filter(known -> !order.isAfter(known)).isEmpty()) {
            newest = Optional.of(order);
        }
    }

    Optional<LeaseReport> of(HostId host) {
        return Optional.ofNullable(hosts.get(host));
    }

    Stream<LeaseReport> all() {
        return hosts.values().stream();
    }

    /** Whether a host is read and keeps neither {@code order} nor one of the same or a greater number. */
    boolean lacks(HostId host, HostOrder order) {
        return of(host).filter(report -> report.order()
                        .filter(known -> known.number() >= order.number())
                        .isEmpty())
                .isPresent();
    }

    /** The newest order that keeps hosts from taking {@code order}, and says something else. */
    Optional<HostOrder> against(HostOrder order) {
        return all().flatMap(report -> report.order().stream())
                .filter(known -> known.number() >= order.number() && known.verb() != order.verb())
                .max(Comparator.comparingLong(HostOrder::number));
    }

    /** The hosts that keep {@code order} or one that says the same, as {@code lb1, lb2, rs1 and 4 more}. */
    Optional<String> keeping(HostOrder order) {
        List<String> names = hosts.entrySet().stream()
                .filter(entry -> entry.getValue()
                        .order()
                        .filter(known -> known.number() >= order.number() && known.verb() == order.verb())
                        .isPresent())
                .map(entry -> entry.getKey().name())
                .toList();
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(names.size() > NAMED ? "%s and %d more".formatted(first, names.size() - NAMED) : first);
    }
}
