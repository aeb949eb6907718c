package dev.headroom.ma2scf.model;

/**
 * Names a virtual service. Ordered by name, so that ties break the same way everywhere.
 *
 * @param name 1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit
 */
public record ServiceId(String name) implements Comparable<ServiceId> {
    public ServiceId {
        Names.checked("service", name);
    }

    @Override
    public int compareTo(ServiceId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
