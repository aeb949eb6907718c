package dev.headroom.ma2scf.model;

import java.util.List;
import java.util.Optional;

/**
 * A virtual service that the cluster file names.
 *
 * @param priority 1 is served first
 * @param minimum containers that must always serve; at least 0
 * @param value what one connection is worth compared to one of another service of the same priority; above 0, finite
 * @param cost figures for the time when nothing can be measured
 * @param checks where directors try to reach its destinations; empty: where clients are sent, as far as the protocol can tell
 */
public record VirtualService(
        ServiceId id,
        VirtualAddress address,
        int priority,
        int minimum,
        double value,
        ServiceLimits limits,
        ConfiguredCost cost,
        List<ServiceCheck> checks,
        Reading<Demand> demand)
        implements Comparable<VirtualService> {
    public VirtualService {
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

    /** One that is tried where clients are sent. */
    public VirtualService(
            ServiceId id,
            VirtualAddress address,
            int priority,
            int minimum,
            double value,
            ServiceLimits limits,
            ConfiguredCost cost,
            Reading<Demand> demand) {
        this(id, address, priority, minimum, value, limits, cost, List.of(), demand);
    }

    /** One of which nothing more is said. */
    public VirtualService(ServiceId id, VirtualAddress address, int priority, int minimum, Reading<Demand> demand) {
        this(id, address, priority, minimum, 1, ServiceLimits.NONE, ConfiguredCost.NONE, demand);
    }

    /**
     * What a director can try in order to know whether {@code destination} serves; empty where nothing can be known: UDP is
     * silent by nature, and a firewall mark has no port.
     */
    public Optional<ProbeTarget> probeOf(Endpoint destination) {
        if (!checks.isEmpty()) {
            return checks.stream()
                    .flatMap(check -> check.target(destination).stream())
                    .findFirst();
        }
        return switch (address) {
            case VirtualAddress.Socket(Protocol protocol, var _)
            when protocol != Protocol.UDP && destination.port() > 0 ->
                Optional.of(new ProbeTarget(protocol, destination));
            case VirtualAddress.Socket _, VirtualAddress.FirewallMark _ -> Optional.empty();
        };
    }

    public VirtualService withChecks(List<ServiceCheck> next) {
        return new VirtualService(id, address, priority, minimum, value, limits, cost, next, demand);
    }

    public VirtualService withDemand(Reading<Demand> next) {
        return new VirtualService(id, address, priority, minimum, value, limits, cost, checks, next);
    }

    public VirtualService withValue(double next) {
        return new VirtualService(id, address, priority, minimum, next, limits, cost, checks, demand);
    }

    public VirtualService withLimits(ServiceLimits next) {
        return new VirtualService(id, address, priority, minimum, value, next, cost, checks, demand);
    }

    public VirtualService withCost(ConfiguredCost next) {
        return new VirtualService(id, address, priority, minimum, value, limits, next, checks, demand);
    }

    @Override
    public int compareTo(VirtualService other) {
        return id.compareTo(other.id);
    }
}
