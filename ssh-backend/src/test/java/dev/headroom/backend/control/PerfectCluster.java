package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ClusterSnapshot;
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
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Two directors, two servers, two services; whatever is applied happens at once and is seen by the next reading. Each service
 * has a home container on rs1 and a stopped stand-by container on rs2.
 */
final class PerfectCluster {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    static final ServiceId WEB = new ServiceId("web");
    static final ServiceId MAIL = new ServiceId("mail");
    static final DirectorId LB1 = new DirectorId("lb1");
    static final DirectorId LB2 = new DirectorId("lb2");
    private static final ServerId RS1 = new ServerId("rs1");
    private static final ServerId RS2 = new ServerId("rs2");

    private ClusterSnapshot truth;
    private boolean loadIsLate;

    PerfectCluster() {
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

    /** Makes the change, as a host that got the command would. */
    void apply(Action action) {
        truth = action.appliedTo(truth);
    }

    /** From now on, whether the load of rs2 is read in time. */
    void isLate(boolean late) {
        loadIsLate = late;
    }

    /** All hosts, asked at {@code at}. */
    Observation read(Instant at) {
        truth = new ClusterSnapshot(
                truth.revision() + 1,
                at,
                truth.directors().stream()
                        .map(d -> new Director(d.id(), again(d.table(), at)))
                        .toList(),
                truth.servers().stream()
                        .map(s -> new RealServer(
                                s.id(),
                                s.zone(),
                                s.lends(),
                                loadIsLate && s.id().equals(RS2) ? late(s.load(), at) : again(s.load(), at),
                                again(s.containers(), at)))
                        .toList(),
                truth.services());
        return new Observation(truth, List.of());
    }

    private static <T> Reading<T> late(Reading<T> reading, Instant at) {
        return new Reading.Stale<>(reading.lastKnown().orElseThrow(), at, "late");
    }

    private static <T> Reading<T> again(Reading<T> reading, Instant at) {
        return new Reading.Fresh<>(reading.lastKnown().orElseThrow(), at);
    }

    /** Starts the stand-by container, waits for it, adds it on both directors: four steps, three of which send a command. */
    static Plan borrow(ServiceId service, long basis, int weight) {
        DestinationSpec spec = spec(endpoint(RS2, service), weight);
        return plan(
                PlanKind.BORROW,
                service,
                basis,
                new Action.StartContainer(standBy(service)),
                new Action.AwaitServing(standBy(service), Duration.ofSeconds(30)),
                new Action.AddDestination(LB1, service, address(service), spec),
                new Action.AddDestination(LB2, service, address(service), spec));
    }

    /** Quiesces the home destination on both directors. */
    static Plan quiesce(ServiceId service, long basis) {
        DestinationSpec before = spec(endpoint(RS1, service), 10);
        return plan(
                PlanKind.FAILOVER,
                service,
                basis,
                new Action.SetWeight(LB1, service, address(service), before, Weight.ZERO),
                new Action.SetWeight(LB2, service, address(service), before, Weight.ZERO));
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

    private static Endpoint endpoint(ServerId server, ServiceId service) {
        return new Endpoint(server.equals(RS1) ? "192.0.2.11" : "192.0.2.12", port(service));
    }

    private static int port(ServiceId service) {
        return service.equals(WEB) ? 80 : 25;
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
        return new TableEntry(
                address(service),
                Scheduler.of("wlc"),
                Duration.ZERO,
                List.of(Destination.idle(spec(endpoint(RS1, service), 10))));
    }

    private static VirtualService service(ServiceId id, int priority) {
        return new VirtualService(id, address(id), priority, 1, new Reading.Fresh<>(new Demand(10, 1), START));
    }
}
