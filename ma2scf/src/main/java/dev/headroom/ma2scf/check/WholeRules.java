package dev.headroom.ma2scf.check;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Compaction;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What no single step shows: sums over servers, what must come before what, and how much one plan may change. */
final class WholeRules {
    /** Sums of measured numbers are never exact. */
    private static final double ROUNDING = 1e-6;

    private final SharingPolicy policy;

    WholeRules(SharingPolicy policy) {
        this.policy = policy;
    }

    List<String> broken(Plan plan, ClusterSnapshot start) {
        List<String> broken = new ArrayList<>();
        broken.addAll(reserves(plan, start));
        broken.addAll(memory(plan, start));
        broken.addAll(undrained(plan));
        churn(plan).ifPresent(broken::add);
        if (!Compaction.of(plan.steps()).equals(plan.steps())) {
            broken.add("Some of the steps undo others, so clients would be moved for nothing.");
        }
        return broken;
    }

    /** A plan that may wait never takes of a reserve; what a failover takes is decided by its rule. */
    private List<String> reserves(Plan plan, ClusterSnapshot start) {
        Set<ServerId> lenders = lenders(plan, start);
        double most = 1 - policy.reserve() + ROUNDING;
        return plan.forecast().stream()
                .filter(f -> plan.kind() != PlanKind.FAILOVER)
                .filter(f -> f.server().filter(lenders::contains).isPresent()
                        && f.after().fraction() > f.before().fraction() + ROUNDING
                        && f.after().fraction() > most)
                .map(f -> "%s would be at %s, and %.0f %% of it are never lent."
                        .formatted(f.subject(), f.after(), policy.reserve() * 100))
                .toList();
    }

    /** Servers on which a loan begins or gets more. */
    private static Set<ServerId> lenders(Plan plan, ClusterSnapshot start) {
        Set<ServerId> lenders = new TreeSet<>();
        for (Action action : plan.actions()) {
            if (action instanceof ContainerAction.StartContainer(ContainerId id)) {
                lenders.add(id.server());
            } else if (action instanceof TableAction.SetWeight change
                    && change.weight().compareTo(change.before().weight()) > 0) {
                start.containerAt(change.service(), change.before().endpoint())
                        .filter(Container::isStandBy)
                        .ifPresent(c -> lenders.add(c.id().server()));
            }
        }
        return lenders;
    }

    private List<String> memory(Plan plan, ClusterSnapshot start) {
        List<String> broken = new ArrayList<>();
        Map<ServerId, Long> taken = new TreeMap<>();
        for (Action action : plan.actions()) {
            if (action instanceof ContainerAction.StartContainer(ContainerId id) && !action.holds(start)) {
                long footprint = footprint(id, start);
                long sum = taken.merge(id.server(), footprint, Long::sum);
                long lendable = lendable(id.server(), start);
                if (footprint > 0 && sum > lendable) {
                    broken.add("%s has %d bytes of memory to lend, and what is started there needs %d."
                            .formatted(id.server(), lendable, sum));
                }
            }
        }
        return broken;
    }

    /** What the service's running containers take at most; 0 where none is seen. */
    private static long footprint(ContainerId id, ClusterSnapshot start) {
        return start.container(id).flatMap(c -> c.role().serving()).stream()
                .flatMap(service -> start.containersOf(service).stream())
                .filter(Container::isRunning)
                .mapToLong(c -> c.used().memory())
                .max()
                .orElse(0);
    }

    private long lendable(ServerId id, ClusterSnapshot start) {
        return start.server(id)
                .flatMap(server -> server.load()
                        .fresh()
                        .map(load -> Lender.of(id, server.zone(), load, policy.reserve(), 0, 1)
                                .lendable()
                                .memory()))
                .orElse(0L);
    }

    private record Entry(DirectorId director, ServiceId service, Endpoint endpoint) {}

    private static List<String> undrained(Plan plan) {
        Set<Entry> drained = new HashSet<>();
        List<String> broken = new ArrayList<>();
        for (Action action : plan.actions()) {
            if (action instanceof TableAction.AwaitDrained(var director, var service, var _, var endpoint, var _)) {
                drained.add(new Entry(director, service, endpoint));
            } else if (action instanceof TableAction.RemoveDestination(var director, var service, var _, var spec)
                    && !drained.contains(new Entry(director, service, spec.endpoint()))) {
                broken.add("%s in %s on %s must be drained before it is removed."
                        .formatted(spec.endpoint(), service, director));
            }
        }
        return broken;
    }

    /** What a failover starts only replaces what has failed, and an undo takes back as much as was done. */
    private Optional<String> churn(Plan plan) {
        if (plan.kind() == PlanKind.FAILOVER || plan.kind() == PlanKind.UNDO) {
            return Optional.empty();
        }
        int budget = policy.restraint().churnBudget();
        Set<ContainerId> changed = new TreeSet<>();
        for (Action action : plan.actions()) {
            if (action instanceof ContainerAction.StartContainer(ContainerId id)) {
                changed.add(id);
            } else if (action instanceof ContainerAction.StopContainer(ContainerId id)) {
                changed.add(id);
            }
        }
        return changed.size() <= budget
                ? Optional.empty()
                : Optional.of("The plan starts and stops %d containers, and %d is the limit for one plan."
                        .formatted(changed.size(), budget));
    }
}
