package dev.headroom.ma2scf.model;

import java.util.List;

/**
 * A virtual service as the cluster file defines it. The only definition: the file's reader, the snapshot and the finder carry it.
 *
 * @param priority 1 is served first
 * @param minimum containers that must always serve; at least 0
 * @param value what one connection is worth compared to one of another service of the same priority; above 0, finite
 * @param cost figures for the time when nothing can be measured
 * @param checks where directors try to reach its destinations; empty: where clients are sent, as far as the protocol can tell
 */
public record ServiceSpec(
        ServiceId id,
        VirtualAddress address,
        int priority,
        int minimum,
        double value,
        ServiceLimits limits,
        ConfiguredCost cost,
        List<ServiceCheck> checks) {
    public ServiceSpec {
        checks = List.copyOf(checks);
        if (priority < 1) {
            throw new IllegalArgumentException("The priority (%d) of %s must be at least 1.".formatted(priority, id));
        }
        if (minimum < 0) {
            throw new IllegalArgumentException("The minimum (%d) of %s must not be negative.".formatted(minimum, id));
        }
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "The value (%s) of %s must be a finite number above 0.".formatted(value, id));
        }
        if (limits.maximum().filter(most -> most < minimum).isPresent()) {
            throw new IllegalArgumentException("The maximum (%d) of %s must not be below its minimum (%d)."
                    .formatted(limits.maximum().get(), id, minimum));
        }
        if (limits.apart().contains(id)) {
            throw new IllegalArgumentException("%s cannot be kept apart from itself.".formatted(id));
        }
    }

    /** One of which nothing more is said. */
    public ServiceSpec(ServiceId id, VirtualAddress address, int priority, int minimum) {
        this(id, address, priority, minimum, 1, ServiceLimits.NONE, ConfiguredCost.NONE, List.of());
    }

    public ServiceSpec withChecks(List<ServiceCheck> next) {
        return new ServiceSpec(id, address, priority, minimum, value, limits, cost, next);
    }

    public ServiceSpec withLimits(ServiceLimits next) {
        return new ServiceSpec(id, address, priority, minimum, value, next, cost, checks);
    }

    public ServiceSpec withCost(ConfiguredCost next) {
        return new ServiceSpec(id, address, priority, minimum, value, limits, next, checks);
    }
}
