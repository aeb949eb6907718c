package dev.headroom.console.topology;

import dev.headroom.console.status.ContainerMark;
import dev.headroom.console.status.ServerFigures;
import dev.headroom.console.status.ServerStanding;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * One real server as the overview shows it.
 *
 * @param age of its readings, with "ago"
 */
record ServerTile(
        ServerId id, ZoneId zone, ServerFigures figures, List<ContainerMark> marks, String age, String exactTime) {
    ServerTile {
        marks = List.copyOf(marks);
    }

    ServerStanding standing() {
        return figures.standing();
    }

    boolean hasFailed() {
        return standing().hasFailed();
    }

    /** Whether an operator has taken it out, and it has not failed. */
    boolean isOut() {
        return standing().isOut();
    }

    /** CPU utilization, 0..1; empty where unknown. */
    OptionalDouble fraction() {
        return figures.cpu().map(Utilization::fraction).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    String percent() {
        return figures.cpuText();
    }

    /** The weight of each service, and the connections. */
    String facts() {
        if (figures.weights().isEmpty() && figures.active().isEmpty()) {
            return "weight not known";
        }
        return figures.weightText() + " · " + figures.activeText() + " conn";
    }

    /** All values of the tile, for the tooltip. */
    String summary() {
        String containers = marks.stream().map(ContainerMark::explanation).collect(Collectors.joining("\n"));
        return "%s in %s: %s\nprocessor %s · weight %s\nread %s\n%s\n%s"
                .formatted(
                        id,
                        zone,
                        standing().badge().word(),
                        percent(),
                        facts(),
                        age,
                        standing().sentence(),
                        containers)
                .strip();
    }
}
