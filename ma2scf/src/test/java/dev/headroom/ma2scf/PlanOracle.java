package dev.headroom.ma2scf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must hold for every plan, written a second time and without {@code check}: where both agree, neither is trusted alone.
 * The numbers are those of the invariants in README.md.
 */
public final class PlanOracle {
    private final Plan plan;
    private final List<ClusterSnapshot> prefixes = new ArrayList<>();

    private PlanOracle(Plan plan, ClusterSnapshot start) {
        this.plan = plan;
        prefixes.add(start);
        for (Action action : plan.actions()) {
            prefixes.add(action.appliedTo(prefixes.getLast()));
        }
    }

    public static void assertHolds(Plan plan, ClusterSnapshot start, Set<ServerId> failed, SharingPolicy policy) {
        PlanOracle oracle = new PlanOracle(plan, start);
        oracle.leavesAloneWhatIsDeadOrNotMeasured(failed);
        oracle.servesAsMuchAsBeforeOrAfter();
        oracle.staysWithinLimits(policy);
        oracle.quiescesAndDrainsBeforeItStops();
        oracle.keepsSomethingAlive();
    }

    private String told(String invariant, int step) {
        return "%s, step %d of %s".formatted(invariant, step, World.told(List.of(plan)));
    }

    private ClusterSnapshot start() {
        return prefixes.getFirst();
    }

    private static boolean serves(ClusterSnapshot s, ServiceId service, Endpoint endpoint) {
        return s.containerAt(service, endpoint)
                .filter(c -> c.isRunning() && c.listening())
                .flatMap(c -> s.server(c.id().server()))
                .filter(RealServer::isMeasured)
                .isPresent();
    }

    /** I6, and what P19 says of starts. */
    private void leavesAloneWhatIsDeadOrNotMeasured(Set<ServerId> failed) {
        int step = 0;
        for (Action action : plan.actions()) {
            step++;
            ServerId touched = switch (action) {
                case Action.StartContainer(ContainerId id) -> id.server();
                case Action.StopContainer(ContainerId id) -> id.server();
                case Action.AddDestination(var _, var service, var _, var spec) ->
                    server(service, spec.endpoint());
                case Action.SetWeight(var _, var service, var _, var before, var weight) when !weight.isQuiesced() ->
                    server(service, before.endpoint());
                case Action.SetWeight _,
                        Action.RemoveDestination _,
                        Action.AwaitServing _,
                        Action.AwaitDrained _ -> null;
            };
            if (touched != null) {
                assertThat(failed).as(told("I6", step)).doesNotContain(touched);
                assertThat(start().server(touched).orElseThrow().isMeasured())
                        .as(told("I6", step))
                        .isTrue();
            }
        }
    }

    private ServerId server(ServiceId service, Endpoint endpoint) {
        return start().containerAt(service, endpoint).orElseThrow().id().server();
    }

    /** I7: cores behind live weights, on every director, after every step; a recall may lose no more than it recalls. */
    private void servesAsMuchAsBeforeOrAfter() {
        for (Director director : start().directors()) {
            for (VirtualService service : start().services()) {
                double first = cores(start(), director.id(), service);
                double last = cores(prefixes.getLast(), director.id(), service);
                double least = Math.min(first, last);
                for (int step = 0; step < prefixes.size(); step++) {
                    assertThat(cores(prefixes.get(step), director.id(), service))
                            .as(told("I7", step))
                            .isGreaterThanOrEqualTo(least - 1e-9);
                }
                if (plan.kind() == PlanKind.BORROW || plan.kind() == PlanKind.FAILOVER || plan.kind() == PlanKind.RESTORE) {
                    assertThat(last).as(told("I7", 0)).isGreaterThanOrEqualTo(first - 1e-9);
                }
            }
        }
    }

    private static double cores(ClusterSnapshot s, DirectorId director, VirtualService service) {
        return destinations(s, director, service).stream()
                .filter(d -> !d.spec().weight().isQuiesced() && serves(s, service.id(), d.endpoint()))
                .mapToDouble(d -> s.containerAt(service.id(), d.endpoint())
                        .flatMap(c -> s.server(c.id().server()))
                        .flatMap(r -> r.load().fresh())
                        .orElseThrow()
                        .capacity()
                        .cpu())
                .sum();
    }

    private static List<Destination> destinations(ClusterSnapshot s, DirectorId director, VirtualService service) {
        return s.entry(director, service.id()).map(e -> e.destinations()).orElse(List.of());
    }

    /** I8: one start at a time on a server, no more loans than it may have, no more changes than the budget. */
    private void staysWithinLimits(SharingPolicy policy) {
        Map<ServerId, ContainerId> starting = new TreeMap<>();
        Set<ContainerId> changed = new TreeSet<>();
        int step = 0;
        for (Action action : plan.actions()) {
            step++;
            if (action instanceof Action.StartContainer(ContainerId id)) {
                assertThat(starting).as(told("I8", step)).doesNotContainKey(id.server());
                starting.put(id.server(), id);
                assertThat(changed.add(id)).as(told("I8", step)).isTrue();
                assertThat(loans(prefixes.get(step), id.server()))
                        .as(told("I8", step))
                        .isLessThanOrEqualTo(policy.maximumLoansPerServer());
            } else if (action instanceof Action.AwaitServing(ContainerId id, var _)) {
                starting.remove(id.server());
            } else if (action instanceof Action.StopContainer(ContainerId id)) {
                assertThat(changed.add(id)).as(told("I8", step)).isTrue();
            }
        }
        if (plan.kind() != PlanKind.FAILOVER) {
            assertThat(changed).as(told("I8", 0)).hasSizeLessThanOrEqualTo(policy.restraint().churnBudget());
        }
    }

    private static long loans(ClusterSnapshot s, ServerId server) {
        return s.server(server).orElseThrow().knownContainers().stream()
                .filter(c -> c.isStandBy() && c.isRunning())
                .count();
    }

    private record Entry(DirectorId director, ServiceId service, Endpoint endpoint) {}

    /** I9. */
    private void quiescesAndDrainsBeforeItStops() {
        Set<Entry> drained = new HashSet<>();
        for (int step = 0; step < plan.actions().size(); step++) {
            ClusterSnapshot now = prefixes.get(step);
            switch (plan.actions().get(step)) {
                case Action.AwaitDrained(var director, var service, var _, var endpoint, var _) -> {
                    assertThat(now.destination(director, service, endpoint))
                            .as(told("I9", step + 1))
                            .hasValueSatisfying(d -> assertThat(d.spec().weight().isQuiesced()).isTrue());
                    drained.add(new Entry(director, service, endpoint));
                }
                case Action.RemoveDestination(var director, var service, var _, var spec) ->
                    assertThat(drained).as(told("I9", step + 1)).contains(new Entry(director, service, spec.endpoint()));
                case Action.StopContainer(ContainerId id) -> {
                    Container container = now.container(id).orElseThrow();
                    Endpoint endpoint = container.role().servingAt().orElseThrow();
                    assertThat(container.isStandBy()).as(told("I9", step + 1)).isTrue();
                    assertThat(now.directors())
                            .as(told("I9", step + 1))
                            .allMatch(d -> now.destination(
                                            d.id(), container.role().serving().orElseThrow(), endpoint)
                                    .isEmpty());
                }
                case Action.StartContainer _,
                        Action.AddDestination _,
                        Action.SetWeight _,
                        Action.AwaitServing _ -> {}
            }
        }
    }

    /** P20: where something alive got clients before, something alive gets them after every step. */
    private void keepsSomethingAlive() {
        for (Director director : start().directors()) {
            for (VirtualService service : start().services()) {
                if (cores(start(), director.id(), service) > 0) {
                    for (int step = 0; step < prefixes.size(); step++) {
                        assertThat(cores(prefixes.get(step), director.id(), service))
                                .as(told("P20", step))
                                .isPositive();
                    }
                }
            }
        }
    }
}
