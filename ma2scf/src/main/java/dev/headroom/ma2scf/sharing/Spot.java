package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;
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
