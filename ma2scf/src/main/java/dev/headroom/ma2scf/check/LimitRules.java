package dev.headroom.ma2scf.check;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * That no start goes beyond what a service's {@link ServiceLimits} allow. Where a limit was exceeded before the plan began,
 * only what makes it worse is refused: a lower limit must not keep a plan from replacing what it has stopped.
 */
final class LimitRules {
    private LimitRules() {}

    /**
     * What one step breaks.
     *
     * @param start before the first step
     * @param before before this step
     */
    static List<String> broken(Action action, ClusterSnapshot start, ClusterSnapshot before) {
        if (!(action instanceof ContainerAction.StartContainer(var id)) || action.holds(before)) {
            return List.of();
        }
        ClusterSnapshot after = action.appliedTo(before);
        Optional<RealServer> server = after.server(id.server());
        Optional<VirtualService> service =
                after.container(id).flatMap(c -> c.role().serving()).flatMap(after::service);
        return server.isPresent() && service.isPresent()
                ? new Start(server.get(), service.get(), start, after).broken()
                : List.of();
    }

    /** One start of a container of {@code service} on {@code server}. */
    private record Start(RealServer server, VirtualService service, ClusterSnapshot start, ClusterSnapshot after) {

        List<String> broken() {
            ServiceLimits limits = service.limits();
            List<String> broken = new ArrayList<>();
            if (!limits.mayLend(server.id())) {
                broken.add("The limits of %s do not let %s lend to it.".formatted(service.id(), server.id()));
            }
            beyond(limits.maximum(), _ -> true)
                    .map(n -> "%s would have %d containers, and %d is its maximum."
                            .formatted(service.id(), n, limits.maximum().orElse(n)))
                    .ifPresent(broken::add);
            beyond(limits.perServer(), this::isHere)
                    .map(n -> "%s would have %d containers on %s, and %d is the limit for one server."
                            .formatted(
                                    service.id(),
                                    n,
                                    server.id(),
                                    limits.perServer().orElse(n)))
                    .ifPresent(broken::add);
            beyond(limits.perZone(), other -> other.zone().equals(server.zone()))
                    .map(n -> "%s would have %d containers in the zone %s, and %d is the limit for one zone."
                            .formatted(
                                    service.id(),
                                    n,
                                    server.zone(),
                                    limits.perZone().orElse(n)))
                    .ifPresent(broken::add);
            neighbours().stream()
                    .map(other ->
                            "%s must not share %s with %s, which is there.".formatted(service.id(), server.id(), other))
                    .forEach(broken::add);
            return broken;
        }

        private boolean isHere(RealServer other) {
            return other.id().equals(server.id());
        }

        /** How many there would be, if those are more than {@code limit} and more than there were. */
        private Optional<Integer> beyond(Optional<Integer> limit, Predicate<RealServer> where) {
            int there = count(after, service.id(), where);
            return limit.filter(most -> there > most)
                    .filter(_ -> there > count(start, service.id(), where))
                    .map(_ -> there);
        }

        /** Services that must be kept apart from this one, in either direction, and were not together here before. */
        private Set<ServiceId> neighbours() {
            Set<ServiceId> apart = after.keptApartFrom(service);
            apart.removeIf(other -> count(after, other, this::isHere) == 0
                    || (count(start, other, this::isHere) > 0 && count(start, service.id(), this::isHere) > 0));
            return apart;
        }
    }

    private static int count(ClusterSnapshot snapshot, ServiceId service, Predicate<RealServer> where) {
        return (int) snapshot.servers().stream()
                .filter(where)
                .flatMap(server -> server.knownContainers().stream()
                        .filter(c -> c.role().serving().filter(service::equals).isPresent())
                        .filter(c -> counts(c, service, server, snapshot)))
                .count();
    }

    /** What may have failed does not count, else it could not be replaced: one that neither serves nor is about to. */
    private static boolean counts(Container container, ServiceId service, RealServer server, ClusterSnapshot snapshot) {
        boolean serves = container.isRunning() && container.listening();
        boolean begins = container.state() == ContainerState.STARTING;
        return server.isMeasured()
                ? serves || begins
                : container
                        .role()
                        .servingAt()
                        .filter(at -> isOpen(service, at, snapshot))
                        .isPresent();
    }

    private static boolean isOpen(ServiceId service, Endpoint endpoint, ClusterSnapshot snapshot) {
        Optional<ProbeTarget> target = snapshot.service(service).flatMap(s -> s.probeOf(endpoint));
        return target.isPresent()
                && snapshot.directors().stream()
                        .map(Director::table)
                        .flatMap(table -> table.fresh().stream())
                        .anyMatch(table -> table.probes().get(target.get()) == ProbeResult.OPEN);
    }
}
