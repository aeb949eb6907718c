package dev.headroom.ma2scf.model;

import java.util.List;
import java.util.Optional;

/**
 * A host that runs IPVS.
 *
 * @param unchangeable the services of which no command may change its table now, however well it is read: its login user lacks a
 *     right, or the last command for it failed
 */
public record Director(DirectorId id, Reading<DirectorTable> table, List<Unchangeable> unchangeable)
        implements Comparable<Director> {
    public Director {
        unchangeable = List.copyOf(unchangeable);
    }

    /** A director that can be changed. */
    public Director(DirectorId id, Reading<DirectorTable> table) {
        this(id, table, List.of());
    }

    /** Its entry of a service as last read; empty if unknown or not in the table. */
    public Optional<TableEntry> entry(VirtualAddress address) {
        return table.lastKnown().flatMap(t -> t.entry(address));
    }

    /** What is in its table of a service, as last read, and is not understood. */
    public List<NotUnderstood> unreadOf(VirtualAddress address) {
        return table.lastKnown().map(t -> t.unreadOf(address)).orElse(List.of());
    }

    /** Why no command may change {@code service} there now, one sentence; empty where one may. */
    public Optional<String> whyUnchangeable(ServiceId service) {
        return unchangeable.stream()
                .filter(u -> u.service().equals(service))
                .map(Unchangeable::why)
                .findFirst();
    }

    public Director with(TableEntry entry) {
        return with(table.map(t -> t.with(entry)));
    }

    public Director with(Reading<DirectorTable> reading) {
        return new Director(id, reading, unchangeable);
    }

    public Director withUnchangeable(List<Unchangeable> services) {
        return new Director(id, table, services);
    }

    @Override
    public int compareTo(Director other) {
        return id.compareTo(other.id);
    }
}
