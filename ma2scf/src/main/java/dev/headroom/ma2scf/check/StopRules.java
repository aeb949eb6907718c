package dev.headroom.ma2scf.check;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Established;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.util.List;
import java.util.Optional;

/**
 * That a stop cuts no client off: the plan has drained exactly the destination of that container, or the container is seen to
 * have no connections. Who started it, and that no director has it as a destination, are conditions of the action itself.
 */
final class StopRules {
    private StopRules() {}

    /** @param before the actions of the plan before this one */
    static Optional<String> broken(Action action, List<Action> before, ClusterSnapshot now) {
        if (!(action instanceof ContainerAction.StopContainer(ContainerId id)) || action.holds(now)) {
            return Optional.empty();
        }
        return now.container(id)
                .filter(c -> c.evidence().established() != Established.NONE && !isDrained(c, before))
                .map(c -> c.evidence().established() == Established.SOME
                        ? "%s has established connections, and the plan does not drain them.".formatted(id)
                        : "It is unknown whether %s has established connections, and the plan drains none."
                                .formatted(id));
    }

    private static boolean isDrained(Container container, List<Action> before) {
        return before.stream()
                .anyMatch(action -> action
                                instanceof
                                TableAction.AwaitDrained(var _, ServiceId service, var _, Endpoint endpoint, var _)
                        && container.role().serving().filter(service::equals).isPresent()
                        && container.role().servingAt().filter(endpoint::equals).isPresent());
    }
}
