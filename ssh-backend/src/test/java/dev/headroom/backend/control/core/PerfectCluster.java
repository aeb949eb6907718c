package dev.headroom.backend.control.core;

import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.model.Starter;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Two directors, two servers, two services; whatever is applied happens at once and is seen by the next reading. Each service
 * has a home container on rs1 and a stopped stand-by container on rs2.
 */
public final class PerfectCluster {
    public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    public static final ServiceId WEB = new ServiceId("web");
    public static final ServiceId MAIL = new ServiceId("mail");
    static final DirectorId LB1 = new DirectorId("lb1");
    static final DirectorId LB2 = new DirectorId("lb2");
    static final ServiceId NEWS = new ServiceId("news");
    static final ServerId RS1 = new ServerId("rs1");
    public static final ServerId RS2 = new ServerId("rs2");
    static final ServerId RS3 = new ServerId("rs3");
    static final ServerId RS4 = new ServerId("rs4");

    private static final Duration FRESH = Duration.ofSeconds(6);

    private ClusterSnapshot truth;
    private boolean loadIsLate;
    private Duration limit = Duration.ZERO;
    private final Set<HostId> lost = new HashSet<>();
    private final Map<HostId, String> lacking = new HashMap<>();
    private final Map<HostId, HostStatus> statuses = new TreeMap<>(Comparator.comparing(HostId::name));

    public PerfectCluster() {
        List<Container> homes = List.of(
                container(RS1, WEB, new ContainerRole.Home(WEB, endpoint(RS1, WEB)), ContainerState.RUNNING),
                container(RS1, MAIL, new ContainerRole.Home(MAIL, endpoint(RS1, MAIL)), ContainerState.RUNNING));
        List<Container> standBys = List.of(
                container(RS2, WEB, new ContainerRole.StandBy(WEB, endpoint(RS2, WEB)), ContainerState.STOPPED),
                container(RS2, MAIL, new ContainerRole.StandBy(MAIL, endpoint(RS2, MAIL)), ContainerState.STOPPED));
        truth = new ClusterSnapshot(
                0,
                START,
                List.of(director(LB1), director(LB2)),
                List.of(server(RS1, homes), server(RS2, standBys)),
                // mail is served first
                List.of(service(WEB, 2), service(MAIL, 1)));
    }

    private PerfectCluster(ClusterSnapshot truth) {
        this.truth = truth;
    }

    /** Three services with homes on rs1 and rs2 and stand-by containers on rs3 and rs4; mail and news are kept apart. */
    static PerfectCluster wide() {
        List<ServiceId> ids = List.of(WEB, MAIL, NEWS);
        Function<ServerId, RealServer> homes = at -> server(
                at,
                ids.stream()
                        .map(s -> container(at, s, new ContainerRole.Home(s, endpoint(at, s)), ContainerState.RUNNING))
                        .toList());
        Function<ServerId, RealServer> standBys = at -> server(
                at,
                ids.stream()
                        .map(s ->
                                container(at, s, new ContainerRole.StandBy(s, endpoint(at, s)), ContainerState.STOPPED))
                        .toList());
        Function<DirectorId, Director> director = id -> new Director(
                id,
                new Reading.Fresh<>(
                        new DirectorTable(
                                ids.stream().map(s -> entry(s, RS1, RS2)).toList(), Map.of()),
                        START));
        return new PerfectCluster(new ClusterSnapshot(
                0,
                START,
                List.of(director.apply(LB1), director.apply(LB2)),
                List.of(homes.apply(RS1), homes.apply(RS2), standBys.apply(RS3), standBys.apply(RS4)),
                List.of(
                        service(WEB, 3).withLimits(ServiceLimits.NONE.withMaximum(3)),
                        service(MAIL, 2).withLimits(ServiceLimits.NONE.withApart(Set.of(NEWS))),
                        service(NEWS, 1))));
    }

    public ClusterSnapshot truth() {
        return truth;
    }

    /** So many clients are connected to a destination now. */
    void connect(ServiceId service, ServerId server, int clients) {
        connect(service, server, new ConnectionCounts(clients, 0, 0, 0));
    }

    void connect(ServiceId service, ServerId server, ConnectionCounts counts) {
        for (DirectorId director : List.of(LB1, LB2)) {
            truth = truth.withEntry(
                    director,
                    service,
                    e -> new TableEntry(
                            e.address(),
                            e.scheduler(),
                            e.persistence(),
                            e.destinations().stream()
                                    .map(d -> d.endpoint().equals(endpoint(server, service))
                                            ? new Destination(d.spec(), counts, 0)
                                            : d)
                                    .toList()));
        }
    }

    /** Another program makes {@code change} to a destination, on both directors. */
    void edit(ServiceId service, ServerId server, UnaryOperator<DestinationSpec> change) {
        for (DirectorId director : List.of(LB1, LB2)) {
            DestinationSpec before = truth.destination(director, service, endpoint(server, service))
                    .orElseThrow()
                    .spec();
            truth = truth.withEntry(director, service, e -> e.with(change.apply(before)));
        }
    }

    /** Makes the change, as a host that got the command would. */
    public void apply(Action action) {
        truth = action.appliedTo(truth);
    }

    /** From now on, whether the load of rs2 is read in time. */
    void isLate(boolean late) {
        loadIsLate = late;
    }

    /** All hosts, asked at {@code at}. */
    public Observation read(Instant at) {
        truth = new ClusterSnapshot(
                truth.revision() + 1,
                at,
                truth.directors().stream()
                        .map(d -> new Director(d.id(), read(d.id(), d.table(), at)))
                        .toList(),
                truth.servers().stream()
                        .map(s -> new RealServer(
                                s.id(),
                                s.zone(),
                                s.lends(),
                                loadIsLate && s.id().equals(RS2) ? late(s.load(), at) : read(s.id(), s.load(), at),
                                read(s.id(), s.containers(), at)))
                        .toList(),
                truth.services());
        return new Observation(truth, statuses.isEmpty() ? lackingStatuses() : List.copyOf(statuses.values()));
    }

    /** The state of the connection to a host from now on. */
    void looks(HostId host, HostStatus.State state, Instant since) {
        statuses.put(host, new HostStatus(host, "", state, since));
    }

    private List<HostStatus> lackingStatuses() {
        return lacking.entrySet().stream()
                .map(lack -> new HostStatus(
                        lack.getKey(),
                        "",
                        HostStatus.State.CONNECTED,
                        Optional.empty(),
                        START,
                        List.of(),
                        Optional.of(lack.getValue())))
                .toList();
    }

    /** Another installation of Headroom starts a stand-by container for a loan. */
    void startedByAnother(ServiceId service, ServerId server, String installation) {
        Container container = truth.container(new ContainerId(server, service.name()))
                .orElseThrow()
                .started();
        truth = truth.withContainer(
                container.withEvidence(container.evidence().withStarter(new Starter.Another(installation))));
    }

    /** The container of another installation ends. */
    void stopped(ServiceId service, ServerId server) {
        truth = truth.withContainer(truth.container(new ContainerId(server, service.name()))
                .orElseThrow()
                .stopped());
    }

    /** From now on a command of which no answer comes may run on its host for so long. */
    void ends(Duration after) {
        limit = after;
    }

    Duration limit() {
        return limit;
    }

    /** The host refuses our commands from now on, for this reason, and says so when it is read. */
    void lacks(HostId host, String why) {
        lacking.put(host, why);
    }

    /** The host takes our commands from now on. */
    void lacksNothing(HostId host) {
        lacking.remove(host);
    }

    private static <T> Reading<T> late(Reading<T> reading, Instant at) {
        return new Reading.Stale<>(reading.lastKnown().orElseThrow(), at, "late");
    }

    /** No connection to the host from now on: its last reading grows old, and goes stale. */
    public void loses(HostId host, Instant now) {
        lost.add(host);
        looks(host, HostStatus.State.RETRYING, now);
    }

    /** The host is reached again. */
    public void finds(HostId host, Instant now) {
        lost.remove(host);
        looks(host, HostStatus.State.CONNECTED, now);
    }

    private <T> Reading<T> read(HostId host, Reading<T> reading, Instant at) {
        if (!lost.contains(host)) {
            return again(reading, at);
        }
        return switch (reading) {
            case Reading.Fresh<T>(T value, Instant then)
            when then.plus(FRESH).isBefore(at) -> new Reading.Stale<>(value, then, "The connection was lost.");
            case Reading.Fresh<T> _, Reading.Stale<T> _, Reading.Missing<T> _ -> reading;
        };
    }

    private static <T> Reading<T> again(Reading<T> reading, Instant at) {
        return new Reading.Fresh<>(reading.lastKnown().orElseThrow(), at);
    }

    /** Starts the stand-by container, waits for it, adds it on both directors: four steps, three of which send a command. */
    public static Plan borrow(ServiceId service, long basis, int weight) {
        return borrow(service, RS2, basis, weight);
    }

    static Plan borrow(ServiceId service, ServerId lender, long basis, int weight) {
        DestinationSpec spec = spec(endpoint(lender, service), weight);
        ContainerId standBy = new ContainerId(lender, service.name());
        return plan(
                PlanKind.BORROW,
                service,
                basis,
                new ContainerAction.StartContainer(standBy),
                new ContainerAction.AwaitServing(standBy, Duration.ofSeconds(30)),
                new TableAction.AddDestination(LB1, service, address(service), spec),
                new TableAction.AddDestination(LB2, service, address(service), spec));
    }

    /** Takes the loan back: quiesces, drains and removes it on both directors, then stops it. */
    public static Plan giveBack(ServiceId service, ServerId lender, long basis) {
        DestinationSpec spec = spec(endpoint(lender, service), 10);
        return plan(
                PlanKind.GIVE_BACK,
                service,
                basis,
                new TableAction.SetWeight(LB1, service, address(service), spec, Weight.ZERO),
                new TableAction.SetWeight(LB2, service, address(service), spec, Weight.ZERO),
                new TableAction.AwaitDrained(LB1, service, address(service), spec.endpoint(), Duration.ofHours(1)),
                new TableAction.AwaitDrained(LB2, service, address(service), spec.endpoint(), Duration.ofHours(1)),
                new TableAction.RemoveDestination(LB1, service, address(service), spec.withWeight(Weight.ZERO)),
                new TableAction.RemoveDestination(LB2, service, address(service), spec.withWeight(Weight.ZERO)),
                new ContainerAction.StopContainer(new ContainerId(lender, service.name())));
    }

    /** The loan is there as if it had been made before. */
    public void lends(ServiceId service, ServerId lender) {
        borrow(service, lender, 1, 10).actions().forEach(this::apply);
    }

    /** Quiesces the home destination on both directors. */
    public static Plan quiesce(ServiceId service, long basis) {
        return quiesce(service, RS1, basis);
    }

    static Plan quiesce(ServiceId service, ServerId server, long basis) {
        DestinationSpec before = spec(endpoint(server, service), 10);
        return plan(
                PlanKind.FAILOVER,
                service,
                basis,
                new TableAction.SetWeight(LB1, service, address(service), before, Weight.ZERO),
                new TableAction.SetWeight(LB2, service, address(service), before, Weight.ZERO));
    }

    static Plan plan(PlanKind kind, ServiceId service, long basis, Action... actions) {
        List<Step> steps =
                List.of(actions).stream().map(a -> new Step(a, "Because.")).toList();
        return new Plan(kind, service, basis, 0, steps, List.of(), List.of("It is needed."), List.of());
    }

    static ContainerId standBy(ServiceId service) {
        return new ContainerId(RS2, service.name());
    }

    static VirtualAddress address(ServiceId service) {
        return VirtualAddress.parse("tcp 192.0.2.100:" + port(service));
    }

    private static DestinationSpec spec(Endpoint endpoint, int weight) {
        return new DestinationSpec(endpoint, new ForwardingMethod.DirectRouting(), new Weight(weight), Thresholds.NONE);
    }

    static Endpoint endpoint(ServerId server, ServiceId service) {
        return new Endpoint("192.0.2.1" + server.name().substring(2), port(service));
    }

    private static int port(ServiceId service) {
        return service.equals(WEB) ? 80 : service.equals(MAIL) ? 25 : 119;
    }

    private static Container container(ServerId server, ServiceId service, ContainerRole role, ContainerState state) {
        return new Container(
                new ContainerId(server, service.name()), role, state, Resources.NONE, state == ContainerState.RUNNING);
    }

    private static RealServer server(ServerId id, List<Container> containers) {
        ServerLoad load = new ServerLoad(new Resources(8, 1L << 34, 0), Resources.NONE);
        return new RealServer(
                id, new ZoneId("a"), true, new Reading.Fresh<>(load, START), new Reading.Fresh<>(containers, START));
    }

    private static Director director(DirectorId id) {
        List<TableEntry> entries = List.of(entry(WEB), entry(MAIL));
        return new Director(id, new Reading.Fresh<>(new DirectorTable(entries, Map.of()), START));
    }

    private static TableEntry entry(ServiceId service) {
        return entry(service, RS1);
    }

    private static TableEntry entry(ServiceId service, ServerId... homes) {
        return new TableEntry(
                address(service),
                Scheduler.of("wlc"),
                Duration.ZERO,
                Stream.of(homes)
                        .map(home -> Destination.idle(spec(endpoint(home, service), 10)))
                        .toList());
    }

    private static VirtualService service(ServiceId id, int priority) {
        return new VirtualService(id, address(id), priority, 1, new Reading.Fresh<>(new Demand(10, 1), START));
    }
}
