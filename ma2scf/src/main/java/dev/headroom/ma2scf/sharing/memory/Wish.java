package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.PlanKind;
import java.util.Comparator;

/** That a rule would do something for a service, if that lasts. */
public record Wish(PlanKind kind, ServiceId service) implements Comparable<Wish> {
    private static final Comparator<Wish> ORDER =
            Comparator.comparing(Wish::service).thenComparing(Wish::kind);

    @Override
    public int compareTo(Wish other) {
        return ORDER.compare(this, other);
    }
}
