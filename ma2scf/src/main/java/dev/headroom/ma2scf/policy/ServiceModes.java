package dev.headroom.ma2scf.policy;

import dev.headroom.ma2scf.model.ServiceId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The most that Headroom may do for single services. The mode of the cluster bounds it further. Immutable.
 *
 * @param configured by the cluster file
 * @param ordered by operators since, always less than the cluster file allows
 */
public record ServiceModes(Map<ServiceId, Mode> configured, Map<ServiceId, Order> ordered) {
    /** No service is bounded by more than the mode of the cluster. */
    public static final ServiceModes NONE = of(Map.of());

    public ServiceModes {
        configured = Map.copyOf(configured);
        ordered = Map.copyOf(ordered);
    }

    /** The bounds of the cluster file, without orders. */
    public static ServiceModes of(Map<ServiceId, Mode> configured) {
        return new ServiceModes(configured, Map.of());
    }

    /** What an operator ordered for a service, under this master or an earlier one. */
    public record Order(Mode most, String by, Instant at) {}

    /** The most that the cluster file allows for the service. */
    public Mode configured(ServiceId service) {
        return configured.getOrDefault(service, Mode.AUTOMATIC);
    }

    /** What an operator ordered for the service; empty if nothing more careful than the cluster file. */
    public Optional<Order> order(ServiceId service) {
        return Optional.ofNullable(ordered.get(service));
    }

    /** The most that may be done for the service, whatever the mode of the cluster. */
    public Mode most(ServiceId service) {
        return configured(service).atMost(order(service).map(Order::most).orElse(Mode.AUTOMATIC));
    }

    /** With an order for the service; one that allows as much as the cluster file revokes the orders before. */
    public ServiceModes ordered(ServiceId service, Order order) {
        Map<ServiceId, Order> all = new HashMap<>(ordered);
        if (order.most().compareTo(configured(service)) < 0) {
            all.put(service, order);
        } else {
            all.remove(service);
        }
        return new ServiceModes(configured, all);
    }
}
