package dev.headroom.ma2scf.model;

import java.util.List;
import java.util.Optional;

/** A virtual service at one moment: its definition, and what clients ask of it. */
public record VirtualService(ServiceSpec spec, Reading<Demand> demand) implements Comparable<VirtualService> {

    /** One of which nothing more is said. */
    public VirtualService(ServiceId id, VirtualAddress address, int priority, int minimum, Reading<Demand> demand) {
        this(new ServiceSpec(id, address, priority, minimum), demand);
    }

    public ServiceId id() {
        return spec.id();
    }

    public VirtualAddress address() {
        return spec.address();
    }

    public int priority() {
        return spec.priority();
    }

    public int minimum() {
        return spec.minimum();
    }

    public double value() {
        return spec.value();
    }

    public ServiceLimits limits() {
        return spec.limits();
    }

    public ConfiguredCost cost() {
        return spec.cost();
    }

    public List<ServiceCheck> checks() {
        return spec.checks();
    }

    /**
     * What a director can try in order to know whether {@code destination} serves; empty where nothing can be known: UDP is
     * silent by nature, and a firewall mark has no port.
     */
    public Optional<ProbeTarget> probeOf(Endpoint destination) {
        if (!checks().isEmpty()) {
            return checks().stream()
                    .flatMap(check -> check.target(destination).stream())
                    .findFirst();
        }
        return switch (address()) {
            case VirtualAddress.Socket(Protocol protocol, var _)
            when protocol != Protocol.UDP && destination.port() > 0 ->
                Optional.of(new ProbeTarget(protocol, destination));
            case VirtualAddress.Socket _, VirtualAddress.FirewallMark _ -> Optional.empty();
        };
    }

    public VirtualService withDemand(Reading<Demand> next) {
        return new VirtualService(spec, next);
    }

    public VirtualService withChecks(List<ServiceCheck> next) {
        return new VirtualService(spec.withChecks(next), demand);
    }

    public VirtualService withLimits(ServiceLimits next) {
        return new VirtualService(spec.withLimits(next), demand);
    }

    public VirtualService withCost(ConfiguredCost next) {
        return new VirtualService(spec.withCost(next), demand);
    }

    @Override
    public int compareTo(VirtualService other) {
        return id().compareTo(other.id());
    }
}
