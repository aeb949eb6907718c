package dev.headroom.ma2scf.model;

import java.util.Comparator;

/** Where a service is served, whatever the director: a destination without its settings. */
public record Spot(ServiceId service, Endpoint endpoint) implements Comparable<Spot> {
    private static final Comparator<Spot> ORDER =
            Comparator.comparing(Spot::service).thenComparing(Spot::endpoint);

    @Override
    public int compareTo(Spot other) {
        return ORDER.compare(this, other);
    }
}
