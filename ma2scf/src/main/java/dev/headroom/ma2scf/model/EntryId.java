package dev.headroom.ma2scf.model;

import java.util.Comparator;

/** The entry of a service in the table of one director. */
public record EntryId(DirectorId director, ServiceId service) implements Comparable<EntryId> {
    private static final Comparator<EntryId> ORDER =
            Comparator.comparing(EntryId::director).thenComparing(EntryId::service);

    @Override
    public int compareTo(EntryId other) {
        return ORDER.compare(this, other);
    }
}
