package dev.headroom.console.status;

import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.NumberText;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import dev.headroom.ma2scf.sharing.ServiceCondition;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One virtual service in the figures that every view shows, so that views never differ. See decision 0002.
 *
 * @param demand new connections a second, rounded as shown; empty where it is unknown
 * @param counted whether that is all; else it is what is asked at least
 * @param used the part in use of the capacity of its containers, which the rules compare with their thresholds
 * @param serving containers that get new connections and are not known to be dead
 */
public record ServiceFigures(
        Badge badge,
        ServiceCondition condition,
        OptionalLong demand,
        boolean counted,
        Optional<Utilization> used,
        OptionalInt serving) {

    public static ServiceFigures of(StateIndex index, VirtualService service) {
        Optional<ServiceAssessment> found = index.service(service.id());
        ServiceCondition condition = found.map(ServiceAssessment::condition).orElse(ServiceCondition.UNKNOWN);
        boolean known = condition != ServiceCondition.UNKNOWN;
        Optional<Demand> demand = found.flatMap(_ -> service.demand().fresh());
        return new ServiceFigures(
                Standings.of(condition),
                condition,
                demand.map(d -> OptionalLong.of(Math.round(d.connectionsPerSecond())))
                        .orElseGet(OptionalLong::empty),
                found.filter(ServiceAssessment::counted).isPresent(),
                found.filter(ServiceAssessment::measured).map(ServiceAssessment::utilization),
                known ? OptionalInt.of(found.map(ServiceAssessment::serving).orElse(0)) : OptionalInt.empty());
    }

    public String demandText() {
        return demand.isPresent()
                ? NumberText.atLeast(NumberText.whole(demand.getAsLong()), !counted) + " " + NumberText.RATE
                : NumberText.UNKNOWN;
    }

    public String usedText() {
        return used.map(Utilization::toString).orElse(NumberText.UNKNOWN);
    }

    public String servingText() {
        return serving.isPresent() ? Integer.toString(serving.getAsInt()) : NumberText.UNKNOWN;
    }
}
