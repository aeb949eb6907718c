package dev.headroom.ma2scf.model;

/**
 * A virtual service that the cluster file names.
 *
 * @param priority 1 is served first
 * @param minimum containers that must always serve; at least 0
 */
public record VirtualService(ServiceId id, VirtualAddress address, int priority, int minimum, Reading<Demand> demand)
        implements Comparable<VirtualService> {
    public VirtualService {
        if (priority < 1) {
            throw new IllegalArgumentException("The priority (%d) of %s must be at least 1.".formatted(priority, id));
        }
        if (minimum < 0) {
            throw new IllegalArgumentException("The minimum (%d) of %s must not be negative.".formatted(minimum, id));
        }
    }

    @Override
    public int compareTo(VirtualService other) {
        return id.compareTo(other.id);
    }
}
