package dev.headroom.ma2scf.model;

/**
 * Names a host that runs IPVS. Ordered by name, so that ties break the same way everywhere.
 *
 * @param name 1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit
 */
public record DirectorId(String name) implements HostId, Comparable<DirectorId> {
    public DirectorId {
        Names.checked("director", name);
    }

    @Override
    public int compareTo(DirectorId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
