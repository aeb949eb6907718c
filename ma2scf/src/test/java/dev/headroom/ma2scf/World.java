package dev.headroom.ma2scf;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Pressure;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Traffic;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.CapacitySharing;
import dev.headroom.ma2scf.sharing.Decision;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster under load, for tests: demand goes to destinations by weight, each connection costs the same processor time
 * everywhere, an overloaded server gives its containers equal parts of its CPU, as the kernel does, and none more than
 * it needs. All traffic comes through lb1.
 */
public final class World {
    public static final double UNIT_COST = 0.01;

    /** Longer than every hold time of the default policy. */
    private static final int HOLD = 61;
    /** Longer than a loan that this installation started lasts at least: five give-back holds. */
    private static final int TERM = 301;

    private ClusterSnapshot shape;
    private final Map<ServiceId, Double> demand = new HashMap<>();
    private final Map<ServerId, Double> otherUse = new HashMap<>();
    private final Set<ServerId> dead = new HashSet<>();
    private final Set<ServerId> cutOff = new HashSet<>();
    private final Set<ContainerId> hollow = new HashSet<>();
    private final Map<ContainerId, Double> queues = new HashMap<>();
    private final Map<ContainerId, Strain> strains = new HashMap<>();
    private boolean firewalled;
    private SharingPolicy policy = SharingPolicy.defaults();
    private final CapacitySharing sharing = new CapacitySharing();
    private Instant now = Clusters.START;
    private long revision = 1;
    private SharingMemory memory = SharingMemory.EMPTY;

    public World(ClusterSnapshot shape) {
        this.shape = shape;
    }

    public World demand(ServiceId service, double connectionsPerSecond) {
        demand.put(service, connectionsPerSecond);
        return this;
    }

    /** Processor time that nothing of the cluster uses, in cores. */
    public World other(int server, double cores) {
        otherUse.put(Clusters.server(server), cores);
        return this;
    }

    public World kill(int server) {
        dead.add(Clusters.server(server));
        return this;
    }

    /** SSH fails, the directors still reach it. */
    public World cutOff(int server) {
        cutOff.add(Clusters.server(server));
        return this;
    }

    /** The container runs, but nothing in it answers; its host cannot tell, where no listening port is seen. */
    public World hollow(ContainerId container) {
        hollow.add(container);
        return this;
    }

    /** What is in the container takes so many connections a second, whatever its server has; its queue drops the others. */
    public World queue(ContainerId container, double connectionsPerSecond) {
        queues.put(container, connectionsPerSecond);
        return this;
    }

    /** What the kernel tells of the container, besides its queue. */
    public World strain(ContainerId container, Strain strain) {
        strains.put(container, strain);
        return this;
    }

    public static Strain waiting(double share) {
        return new Strain(
                Optional.of(new Pressure(share, Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                List.of());
    }

    /** Something between directors and servers drops what the directors' probes send, and nothing else. */
    public World dropProbes() {
        firewalled = true;
        return this;
    }

    public World revive(int server) {
        dead.remove(Clusters.server(server));
        cutOff.remove(Clusters.server(server));
        return this;
    }

    public World change(UnaryOperator<ClusterSnapshot> change) {
        shape = change.apply(shape);
        return this;
    }

    /** The master dies and another one starts, with the state that survives a master. */
    public World restart() {
        memory = memory.lasting();
        return this;
    }

    public World forget() {
        memory = SharingMemory.EMPTY;
        return this;
    }

    public World policy(SharingPolicy next) {
        policy = next;
        return this;
    }

    public SharingPolicy policy() {
        return policy;
    }

    public SharingMemory memory() {
        return memory;
    }

    /** Lets {@code seconds} pass, deciding once a second; the last decision. */
    public Decision run(int seconds) {
        Decision last = decide();
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            last = decide();
        }
        return last;
    }

    /**
     * Lets {@code seconds} pass at once, then decides. A hold needs two decisions, and a second hold after it a third.
     */
    public Decision look(int seconds) {
        now = now.plusSeconds(seconds);
        return decide();
    }

    /** Decides until every hold time has passed for all conditions that are seen now. */
    public Decision foresee() {
        decide();
        look(HOLD);
        return look(HOLD);
    }

    /**
     * Carries out the first plan again and again until none is left, with hold times between.
     *
     * @param most plans
     * @return what was carried out, in order
     */
    public List<Plan> settle(int most) {
        return settle(most, HOLD);
    }

    /** As {@link #settle}, with so much time in between that each loan has lasted long enough to be given back. */
    public List<Plan> settleForGood(int most) {
        return settle(most, TERM);
    }

    private List<Plan> settle(int most, int last) {
        List<Plan> done = new ArrayList<>();
        List<Plan> plans = plansAfter(last);
        while (!plans.isEmpty()) {
            if (done.size() == most) {
                throw new AssertionError("no rest after " + most + " plans:\n" + told(done) + told(plans));
            }
            done.add(plans.getFirst());
            carryOut(plans.getFirst());
            plans = plansAfter(last);
        }
        return done;
    }

    private List<Plan> plansAfter(int last) {
        decide();
        look(HOLD);
        return plans(look(last));
    }

    /** Plans in words, for messages. */
    public static String told(List<Plan> plans) {
        return plans.stream()
                .map(p -> p.kind() + " for " + p.service() + ": "
                        + p.actions().stream().map(Action::describe).toList() + "\n")
                .collect(Collectors.joining());
    }

    public Decision decide() {
        Decision decision = sharing.decide(snapshot(), memory, policy);
        memory = decision.memory();
        return decision;
    }

    /** Lets time pass until {@code service} has a plan; fails after {@code seconds}. */
    public Plan plan(ServiceId service, int seconds) {
        for (int i = 0; i <= seconds; i++) {
            Optional<Plan> plan = plan(service, decide());
            if (plan.isPresent()) {
                return plan.get();
            }
            now = now.plusSeconds(1);
        }
        throw new AssertionError("no plan for " + service + " in " + seconds + " s: " + decide().verdicts());
    }

    public static Optional<Plan> plan(ServiceId service, Decision decision) {
        return decision.verdicts().stream()
                .filter(v -> v.service().equals(service))
                .flatMap(v -> v instanceof Verdict.Proposed(Plan plan) ? Stream.of(plan) : Stream.empty())
                .findFirst();
    }

    public static List<Plan> plans(Decision decision) {
        return decision.verdicts().stream()
                .flatMap(v -> v instanceof Verdict.Proposed(Plan plan) ? Stream.of(plan) : Stream.empty())
                .toList();
    }

    /** Carries {@code plan} out at once, one second a step, and tells the memory as the control loop does. */
    public World carryOut(Plan plan) {
        for (Action action : plan.actions()) {
            carryOut(action, plan);
        }
        now = now.plusSeconds(1);
        memory = memory.settled(plan.service(), now);
        now = now.plusSeconds(1);
        return this;
    }

    public World carryOut(Action action, Plan plan) {
        now = now.plusSeconds(1);
        shape = action.appliedTo(shape);
        memory = memory.recorded(action, plan, now);
        return this;
    }

    /** Every destination of every table, and which containers run: what a loan must leave as it was. */
    public List<String> state() {
        List<String> state = new ArrayList<>();
        for (Director director : shape.directors()) {
            for (VirtualService service : shape.services()) {
                shape.entry(director.id(), service.id())
                        .ifPresent(entry -> entry.destinations()
                                .forEach(d -> state.add(director.id() + " " + service.id() + " " + d.spec())));
            }
        }
        shape.containers().filter(Container::isRunning).forEach(c -> state.add(c.id().toString()));
        return state;
    }

    public ClusterSnapshot snapshot() {
        Map<ContainerId, Double> asked = new TreeMap<>();
        for (VirtualService service : shape.services()) {
            shape.entry(Clusters.LB1, service.id())
                    .ifPresent(entry -> entry.destinations()
                            .forEach(d -> shape.containerAt(service.id(), d.endpoint())
                                    .ifPresent(c -> asked.put(c.id(), flow(service, entry, d) * UNIT_COST))));
        }
        List<RealServer> servers =
                shape.servers().stream().map(s -> measured(s, asked)).toList();
        List<Director> directors = new ArrayList<>();
        for (Director director : shape.directors()) {
            directors.add(new Director(director.id(), director.table().map(t -> table(director.id(), t, servers))));
        }
        List<VirtualService> services = shape.services().stream()
                .map(s -> s.withDemand(s.demand().map(_ -> new Demand(demand.getOrDefault(s.id(), 0.0), 0))))
                .toList();
        return new ClusterSnapshot(revision++, now, directors, servers, services);
    }

    private double flow(VirtualService service, TableEntry entry, Destination destination) {
        double all =
                entry.destinations().stream().mapToDouble(d -> pull(entry, d)).sum();
        return all > 0 ? demand.getOrDefault(service.id(), 0.0) * pull(entry, destination) / all : 0;
    }

    /** What a destination draws of new connections; rr and lc know only zero and not zero. */
    private static double pull(TableEntry entry, Destination destination) {
        return entry.scheduler().weightUse().pull(destination.spec().weight());
    }

    private RealServer measured(RealServer server, Map<ContainerId, Double> asked) {
        if (dead.contains(server.id()) || cutOff.contains(server.id())) {
            return server.with(stale(server.load()), stale(server.containers()));
        }
        ServerLoad before = server.load().lastKnown().orElseThrow();
        double other = otherUse.getOrDefault(server.id(), 0.0);
        Map<ContainerId, Double> given = new TreeMap<>();
        server.knownContainers().stream()
                .filter(World::serves)
                .forEach(c -> given.put(c.id(), Math.min(asked.getOrDefault(c.id(), 0.0), taken(c.id()))));
        double most = fairMost(given.values(), before.capacity().cpu() - other);
        given.replaceAll((_, wanted) -> Math.min(wanted, most));
        double sum = given.values().stream().mapToDouble(Double::doubleValue).sum();
        List<Container> containers = server.knownContainers().stream()
                .map(c -> new Container(
                        c.id(),
                        c.role(),
                        c.state(),
                        serves(c)
                                ? new Resources(given.getOrDefault(c.id(), 0.0), 200 * Clusters.MEBIBYTE, 0)
                                : Resources.NONE,
                        c.listening(),
                        c.evidence(),
                        strain(c.id(), asked.getOrDefault(c.id(), 0.0))))
                .toList();
        Resources used = new Resources(other + sum, before.used().memory(), 0);
        return server.with(
                server.load().map(_ -> new ServerLoad(before.capacity(), used)),
                server.containers().map(_ -> containers));
    }

    /** In cores. */
    private double taken(ContainerId container) {
        return queues.getOrDefault(container, Double.POSITIVE_INFINITY) * UNIT_COST;
    }

    private Strain strain(ContainerId container, double askedCores) {
        double dropped = Math.max(0, askedCores - taken(container)) / UNIT_COST;
        Strain told = strains.getOrDefault(container, Strain.UNKNOWN);
        return queues.containsKey(container)
                ? new Strain(
                        told.cpu(),
                        told.memory(),
                        told.io(),
                        told.throttled(),
                        Optional.of(dropped),
                        Optional.of(dropped),
                        told.age(),
                        told.sources())
                : told;
    }

    /** The most that one of {@code wanted} gets where all share {@code cores} fairly. */
    private static double fairMost(Collection<Double> wanted, double cores) {
        double left = cores;
        int rest = wanted.size();
        for (double each : wanted.stream().sorted().toList()) {
            if (each * rest > left) {
                return left / rest;
            }
            left -= each;
            rest--;
        }
        return Double.MAX_VALUE;
    }

    private static <T> Reading<T> stale(Reading<T> reading) {
        return reading.lastKnown()
                .<Reading<T>>map(value -> new Reading.Stale<>(value, Clusters.START, "no answer"))
                .orElse(reading);
    }

    private DirectorTable table(DirectorId director, DirectorTable table, List<RealServer> servers) {
        boolean active = director.equals(Clusters.LB1);
        List<TableEntry> entries = table.entries().stream()
                .map(entry -> new TableEntry(
                        entry.address(),
                        entry.scheduler(),
                        entry.persistence(),
                        entry.destinations().stream()
                                .map(d -> counted(entry, d, active))
                                .toList()))
                .toList();
        Map<ProbeTarget, ProbeResult> probes = new TreeMap<>();
        for (RealServer server : servers) {
            for (Container container : server.knownContainers()) {
                container
                        .role()
                        .serving()
                        .flatMap(shape::service)
                        .flatMap(service -> container.role().servingAt().flatMap(service::probeOf))
                        .ifPresent(target -> probes.put(target, probe(server, container)));
            }
        }
        return new DirectorTable(entries, probes);
    }

    private ProbeResult probe(RealServer server, Container container) {
        if (firewalled || dead.contains(server.id())) {
            return ProbeResult.SILENT;
        }
        return serves(container) ? ProbeResult.OPEN : ProbeResult.REFUSED;
    }

    /**
     * Clients of a dead destination try again and again; only a destination that serves gets more packets than those,
     * and established connections.
     */
    private Destination counted(TableEntry entry, Destination destination, boolean active) {
        double rate = active ? rate(entry, destination) : 0;
        boolean serves = shape.services().stream()
                .filter(s -> s.address().equals(entry.address()))
                .flatMap(s -> shape.containerAt(s.id(), destination.endpoint()).stream())
                .anyMatch(c -> serves(c) && !dead.contains(c.id().server()) && !hollow.contains(c.id()));
        Traffic traffic = rate == 0
                ? new Traffic(0, 0, Duration.ofHours(1), Optional.empty())
                : serves
                        ? new Traffic(rate * 10, 0, Duration.ZERO, Optional.of(Duration.ofSeconds(1)))
                        : new Traffic(rate * 4, 0, Duration.ZERO, Optional.empty());
        return new Destination(destination.spec(), ConnectionCounts.NONE, rate, Optional.of(traffic));
    }

    private double rate(TableEntry entry, Destination destination) {
        return shape.services().stream()
                .filter(s -> s.address().equals(entry.address()))
                .mapToDouble(s -> flow(s, entry, destination))
                .sum();
    }

    private static boolean serves(Container container) {
        return container.isRunning() && container.listening();
    }
}
