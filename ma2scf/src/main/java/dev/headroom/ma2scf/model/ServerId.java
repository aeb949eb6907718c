package dev.headroom.ma2scf.model;

/**
 * Names a machine behind the directors. Ordered by name, so that ties break the same way everywhere.
 *
 * @param name 1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit
 */
public record ServerId(String name) implements HostId, Comparable<ServerId> {
    public ServerId {
        Names.checked("real server", name);
    }

    @Override
    public int compareTo(ServerId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
