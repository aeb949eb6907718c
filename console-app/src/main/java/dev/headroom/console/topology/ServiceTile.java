package dev.headroom.console.topology;

import dev.headroom.console.fx.Badge;
import dev.headroom.console.status.ServiceFigures;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Utilization;
import java.util.OptionalDouble;

/**
 * One virtual service as the overview shows it.
 *
 * @param facts demand, serving containers
 */
record ServiceTile(ServiceId id, int priority, ServiceFigures figures, String facts, String address) {

    Badge badge() {
        return figures.badge();
    }

    /** Utilization, 0..1; empty where unknown. */
    OptionalDouble fraction() {
        return figures.used().map(Utilization::fraction).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    String percent() {
        return figures.usedText();
    }
}
