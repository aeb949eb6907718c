package dev.headroom.ma2scf;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Wait;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The invariants of every plan, written a second time and without {@code check}, so that an error in one of the two
 * shows. The numbers are those of the invariants in README.md. See decision 0009.
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
        oracle.takesNoReserveAndNoMemory(policy);
        oracle.startsOnlyWhatMayServe();
        new LimitOracle(plan, oracle.prefixes, failed).keepsTheLimitsOfServices();
        oracle.leavesAloneWhatIsDeadOrNotMeasured(failed);
        oracle.servesAsMuchAsBeforeOrAfter();
        oracle.staysWithinLimits(policy);
        oracle.quiescesAndDrainsBeforeItStops();
        oracle.keepsSomethingAlive();
        oracle.takesClientsAwayWithoutAnOutage(policy);
    }

    private void hold(boolean holds, String invariant, int step) {
        hold(holds, invariant, step, plan);
    }

    static void hold(boolean holds, String invariant, int step, Plan plan) {
        if (!holds) {
            throw new AssertionError(
                    "%s is broken at step %d of %s".formatted(invariant, step, World.told(List.of(plan))));
        }
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

    /**
     * I2, and the part of I1 that does not depend on weights: the reserve stays free, and each started container has
     * memory.
     */
    private void takesNoReserveAndNoMemory(SharingPolicy policy) {
        Map<ServerId, Long> needed = new TreeMap<>();
        int step = 0;
        for (Action action : plan.actions()) {
            step++;
            if (action instanceof ContainerAction.StartContainer(ContainerId id)) {
                RealServer server = start().server(id.server()).orElseThrow();
                Optional<ServerLoad> load = server.load().fresh();
                if (load.isEmpty()) {
                    continue; // I6
                }
                double part = 1 - policy.reserve();
                hold(load.get().used().cpu() < part * load.get().capacity().cpu(), "I1", step);
                long memory = needed.merge(id.server(), footprint(service(id)), Long::sum);
                hold(
                        memory == 0
                                || load.get().used().memory() + memory
                                        <= part * load.get().capacity().memory() + 1,
                        "I2",
                        step);
            }
        }
    }

    private long footprint(ServiceId service) {
        return start().containers()
                .filter(c -> c.isRunning()
                        && c.role().serving().filter(service::equals).isPresent())
                .mapToLong(c -> c.used().memory())
                .max()
                .orElse(0);
    }

    private ServiceId service(ContainerId id) {
        return start().container(id).orElseThrow().role().serving().orElseThrow();
    }

    /** I3: only a stand-by container on a server that lends is started, and clients come when it serves. */
    private void startsOnlyWhatMayServe() {
        int step = 0;
        Set<ContainerId> seen = new HashSet<>();
        for (Action action : plan.actions()) {
            step++;
            if (action instanceof ContainerAction.StartContainer(ContainerId id)) {
                hold(start().server(id.server()).orElseThrow().lends(), "I3", step);
                hold(start().container(id).orElseThrow().isStandBy(), "I3", step);
            } else if (action instanceof ContainerAction.AwaitServing(ContainerId id, var _)) {
                seen.add(id);
            } else if (action instanceof TableAction.AddDestination(var _, var service, var _, var spec)) {
                Container container =
                        start().containerAt(service, spec.endpoint()).orElseThrow();
                hold(seen.contains(container.id()) || container.isRunning(), "I3", step);
            }
        }
    }

    /** I6, and what P19 says of starts. */
    private void leavesAloneWhatIsDeadOrNotMeasured(Set<ServerId> failed) {
        int step = 0;
        for (Action action : plan.actions()) {
            step++;
            int number = step;
            touched(action).ifPresent(server -> {
                hold(!failed.contains(server), "I6", number);
                hold(start().server(server).orElseThrow().isMeasured(), "I6", number);
            });
        }
    }

    /** The server that an action starts or stops something on, or sends clients to. */
    private Optional<ServerId> touched(Action action) {
        return switch (action) {
            case ContainerAction.StartContainer(ContainerId id) -> Optional.of(id.server());
            case ContainerAction.StopContainer(ContainerId id) -> Optional.of(id.server());
            case TableAction.AddDestination(var _, var service, var _, var spec) ->
                Optional.of(server(service, spec.endpoint()));
            case TableAction.SetWeight(var _, var service, var _, var before, var weight) ->
                weight.isQuiesced() ? Optional.empty() : Optional.of(server(service, before.endpoint()));
            case TableAction.RemoveDestination _, Wait _ -> Optional.empty();
        };
    }

    private ServerId server(ServiceId service, Endpoint endpoint) {
        return start().containerAt(service, endpoint).orElseThrow().id().server();
    }

    /**
     * I7: the cores behind weights above 0, on every director, after every step; a recall may lose no more than it
     * recalls.
     */
    private void servesAsMuchAsBeforeOrAfter() {
        for (Director director : start().directors()) {
            for (VirtualService service : start().services()) {
                double first = cores(start(), director.id(), service);
                double last = cores(prefixes.getLast(), director.id(), service);
                double least = Math.min(first, last);
                for (int step = 0; step < prefixes.size(); step++) {
                    hold(cores(prefixes.get(step), director.id(), service) >= least - 1e-9, "I7", step);
                }
                if (plan.kind() == PlanKind.BORROW
                        || plan.kind() == PlanKind.FAILOVER
                        || plan.kind() == PlanKind.RESTORE) {
                    hold(last >= first - 1e-9, "I7", 0);
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
            if (action instanceof ContainerAction.StartContainer(ContainerId id)) {
                hold(!starting.containsKey(id.server()), "I8", step);
                starting.put(id.server(), id);
                hold(changed.add(id), "I8", step);
                hold(loans(prefixes.get(step), id.server()) <= policy.maximumLoansPerServer(), "I8", step);
            } else if (action instanceof ContainerAction.AwaitServing(ContainerId id, var _)) {
                starting.remove(id.server());
            } else if (action instanceof ContainerAction.StopContainer(ContainerId id)) {
                hold(changed.add(id), "I8", step);
            }
        }
        if (plan.kind() != PlanKind.FAILOVER) {
            hold(changed.size() <= policy.restraint().churnBudget(), "I8", 0);
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
                case TableAction.AwaitDrained(var director, var service, var _, var endpoint, var _) -> {
                    hold(
                            now.destination(director, service, endpoint)
                                    .filter(d -> d.spec().weight().isQuiesced())
                                    .isPresent(),
                            "I9",
                            step + 1);
                    drained.add(new Entry(director, service, endpoint));
                }
                case TableAction.RemoveDestination(var director, var service, var _, var spec) ->
                    hold(drained.contains(new Entry(director, service, spec.endpoint())), "I9", step + 1);
                case ContainerAction.StopContainer(ContainerId id) -> {
                    Container container = now.container(id).orElseThrow();
                    Endpoint endpoint = container.role().servingAt().orElseThrow();
                    hold(container.isStandBy(), "I9", step + 1);
                    ServiceId service = container.role().serving().orElseThrow();
                    hold(
                            now.directors().stream()
                                    .allMatch(d -> now.destination(d.id(), service, endpoint)
                                            .isEmpty()),
                            "I9",
                            step + 1);
                }
                case ContainerAction.StartContainer _,
                        TableAction.AddDestination _,
                        TableAction.SetWeight _,
                        ContainerAction.AwaitServing _ -> {}
            }
        }
    }

    /**
     * I12: a weight of 0 makes the kernel refuse no client; few are set at once; and a destination that may be alive
     * gets it only after its replacement serves.
     */
    private void takesClientsAwayWithoutAnOutage(SharingPolicy policy) {
        for (int step = 0; step < plan.actions().size(); step++) {
            if (!(plan.actions().get(step) instanceof TableAction.SetWeight change)
                    || change.weight().value() > 0
                    || change.before().weight().value() == 0) {
                continue;
            }
            ClusterSnapshot before = prefixes.get(step);
            TableEntry entry = prefixes.get(step + 1)
                    .entry(change.director(), change.service())
                    .orElseThrow();
            String scheduler = entry.scheduler().name();
            boolean hashes = List.of("sh", "dh", "mh").contains(scheduler);
            hold(!hashes || entry.scheduler().flags().contains(scheduler + "-fallback"), "I12 (hash)", step + 1);
            double all = entry.destinations().size();
            double live = entry.destinations().stream()
                    .filter(d -> d.spec().weight().value() > 0)
                    .count();
            hold(
                    live >= 1 && (all - live) / all <= policy.restraint().maximumQuiesced() + 1e-9,
                    "I12 (share)",
                    step + 1);
            Endpoint endpoint = change.before().endpoint();
            if (!serves(before, change.service(), endpoint) && !refuses(before, change.service(), endpoint)) {
                double lasting = cores(prefixes.getLast(), change.director(), service(change.service()));
                hold(
                        cores(before, change.director(), service(change.service())) >= lasting - 1e-9,
                        "I12 (order)",
                        step + 1);
            }
        }
    }

    private VirtualService service(ServiceId id) {
        return start().service(id).orElseThrow();
    }

    /** Its runtime says that it is stopped, or every director that has it was refused. */
    private static boolean refuses(ClusterSnapshot s, ServiceId service, Endpoint endpoint) {
        Container container = s.containerAt(service, endpoint).orElseThrow();
        boolean isRead = s.server(container.id().server())
                .flatMap(r -> r.containers().fresh())
                .isPresent();
        if (isRead && List.of(ContainerState.STOPPED, ContainerState.FAILED).contains(container.state())) {
            return true;
        }
        Optional<ProbeTarget> target = s.service(service).orElseThrow().probeOf(endpoint);
        List<Optional<ProbeResult>> results = s.directors().stream()
                .filter(d -> s.destination(d.id(), service, endpoint).isPresent())
                .flatMap(d -> d.table().fresh().stream())
                .map(table ->
                        target.flatMap(t -> Optional.ofNullable(table.probes().get(t))))
                .toList();
        return !results.isEmpty() && results.stream().allMatch(Optional.of(ProbeResult.REFUSED)::equals);
    }

    /** P20, and the minimum of I5: after each step enough destinations that answer still have clients. */
    private void keepsSomethingAlive() {
        for (Director director : start().directors()) {
            for (VirtualService service : start().services()) {
                long least = Math.min(alive(start(), director.id(), service), Math.max(1, service.minimum()));
                for (int step = 1; step < prefixes.size(); step++) {
                    hold(alive(prefixes.get(step), director.id(), service) >= least, "P20", step);
                }
            }
        }
    }

    private static long alive(ClusterSnapshot s, DirectorId director, VirtualService service) {
        return destinations(s, director, service).stream()
                .filter(d -> !d.spec().weight().isQuiesced() && serves(s, service.id(), d.endpoint()))
                .count();
    }
}
