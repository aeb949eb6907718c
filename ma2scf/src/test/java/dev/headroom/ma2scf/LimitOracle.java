package dev.headroom.ma2scf;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The part of the oracle that knows the limits of services: how many containers, where, and beside whom. */
record LimitOracle(Plan plan, List<ClusterSnapshot> prefixes, Set<ServerId> failed) {

    private void hold(boolean holds, String invariant, int step) {
        PlanOracle.hold(holds, invariant, step, plan);
    }

    private ClusterSnapshot start() {
        return prefixes.getFirst();
    }

    /** I5: each container that a step adds is within its service's limits, whatever exceeded them before the plan. */
    void keepsTheLimitsOfServices() {
        for (VirtualService service : start().services()) {
            Set<ContainerId> first = up(start(), service.id());
            for (int step = 1; step < prefixes.size(); step++) {
                Set<ContainerId> now = up(prefixes.get(step), service.id());
                for (ContainerId id : now) {
                    if (!first.contains(id)) {
                        keepsItsLimits(service, id, first, now, step);
                    }
                }
            }
        }
    }

    private void keepsItsLimits(
            VirtualService service, ContainerId id, Set<ContainerId> first, Set<ContainerId> now, int step) {
        ServiceLimits limits = service.limits();
        hold(!limits.forbiddenLenders().contains(id.server()), "I5 (forbidden lender)", step);
        hold(
                limits.allowedLenders().isEmpty() || limits.allowedLenders().contains(id.server()),
                "I5 (allowed lenders)",
                step);
        within(limits.maximum(), first.size(), now.size(), "I5 (maximum)", step);
        Predicate<ContainerId> here = other -> other.server().equals(id.server());
        within(limits.perServer(), number(first, here), number(now, here), "I5 (per server)", step);
        Predicate<ContainerId> near = other -> zone(other).equals(zone(id));
        within(limits.perZone(), number(first, near), number(now, near), "I5 (per zone)", step);
        for (VirtualService other : start().services()) {
            boolean apart = limits.apart().contains(other.id())
                    || other.limits().apart().contains(service.id());
            boolean both = number(up(prefixes.get(step), other.id()), here) > 0;
            boolean were = number(first, here) > 0 && number(up(start(), other.id()), here) > 0;
            hold(!apart || !both || were, "I5 (apart)", step);
        }
    }

    private void within(Optional<Integer> limit, int first, int now, String invariant, int step) {
        hold(now <= Math.max(first, limit.orElse(now)), invariant, step);
    }

    private static int number(Set<ContainerId> containers, Predicate<ContainerId> which) {
        return (int) containers.stream().filter(which).count();
    }

    private ZoneId zone(ContainerId id) {
        return start().server(id.server()).orElseThrow().zone();
    }

    /** All that are not stopped, on servers that have not failed. */
    private Set<ContainerId> up(ClusterSnapshot s, ServiceId service) {
        Set<ContainerId> up = new TreeSet<>();
        for (Container container : s.containersOf(service)) {
            if (container.state() != ContainerState.STOPPED
                    && !failed.contains(container.id().server())) {
                up.add(container.id());
            }
        }
        return up;
    }
}
