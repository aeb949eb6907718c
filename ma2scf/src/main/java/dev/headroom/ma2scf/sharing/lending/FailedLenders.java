package dev.headroom.ma2scf.sharing.lending;

import dev.headroom.ma2scf.finder.Refusal;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.memory.Setback;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Stand-by containers that did not serve when they were lent: each is left alone for a while, longer each time, so that the next
 * best is lent. See decision 0065.
 */
final class FailedLenders {
    private final Situation situation;

    FailedLenders(Situation situation) {
        this.situation = situation;
    }

    /** Why none of {@code standBys} is started now; empty if one may be, or if there is none. */
    Optional<Refusal> refusal(List<ContainerId> standBys, ServiceView view) {
        return standBys.stream().allMatch(standBy -> refusal(standBy, view).isPresent())
                ? standBys.stream()
                        .flatMap(standBy -> refusal(standBy, view).stream())
                        .findFirst()
                : Optional.empty();
    }

    boolean mayStart(ContainerId standBy, ServiceView view) {
        return refusal(standBy, view).isEmpty();
    }

    private Optional<Refusal> refusal(ContainerId standBy, ServiceView view) {
        return spot(standBy, view)
                .flatMap(spot -> situation.memory().stamps().setback(spot, situation.now()))
                .flatMap(setback -> refusal(standBy, setback, view));
    }

    private Optional<Refusal> refusal(ContainerId standBy, Setback setback, ServiceView view) {
        Duration age = Duration.between(setback.last(), situation.now());
        Duration pause = view.alive() == 0 ? situation.policy().deadlines().start() : situation.pauseOfLoans(setback);
        return age.compareTo(pause) >= 0
                ? Optional.empty()
                : Optional.of(new Refusal.FailedLately(
                        standBy,
                        setback.times(),
                        age.toSeconds(),
                        pause.minus(age).toSeconds() + 1));
    }

    private Optional<Spot> spot(ContainerId standBy, ServiceView view) {
        return situation
                .snapshot()
                .server(standBy.server())
                .flatMap(server -> server.container(standBy))
                .map(Container::role)
                .flatMap(role -> role.servingAt())
                .map(endpoint -> new Spot(view.id(), endpoint));
    }
}
