package dev.headroom.ma2scf.model;

import java.util.List;
import java.util.Optional;

/** A host that runs IPVS. */
public record Director(DirectorId id, Reading<DirectorTable> table) implements Comparable<Director> {

    /** Its entry of a service as last read; empty if unknown or not in the table. */
    public Optional<TableEntry> entry(VirtualAddress address) {
        return table.lastKnown().flatMap(t -> t.entry(address));
    }

    /** What is in its table of a service, as last read, and is not understood. */
    public List<NotUnderstood> unreadOf(VirtualAddress address) {
        return table.lastKnown().map(t -> t.unreadOf(address)).orElse(List.of());
    }

    public Director with(TableEntry entry) {
        return new Director(id, table.map(t -> t.with(entry)));
    }

    @Override
    public int compareTo(Director other) {
        return id.compareTo(other.id);
    }
}
