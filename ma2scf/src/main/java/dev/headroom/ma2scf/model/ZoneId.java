package dev.headroom.ma2scf.model;

/**
 * Names a failure domain, such as a rack. Ordered by name, so that ties break the same way everywhere.
 *
 * @param name 1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit
 */
public record ZoneId(String name) implements Comparable<ZoneId> {
    public ZoneId {
        Names.checked("zone", name);
    }

    @Override
    public int compareTo(ZoneId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
