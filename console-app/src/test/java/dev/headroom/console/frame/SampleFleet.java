package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
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
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import dev.headroom.ma2scf.sharing.ServiceCondition;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import dev.headroom.simulation.stage.Stages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A cluster of any size for the pictures and for made-up states, with a few servers that are old or never read.
 *
 * @param servers how many
 * @param services how many; each has its homes on every so many servers
 * @param naming makes a name of a short one
 * @param quality what the readings of each server are
 */
record SampleFleet(int servers, int services, UnaryOperator<String> naming, Quality quality) {
    private static final Instant NOW = Stages.NOW;
    private static final double CORES = 8;
    private static final long MEMORY = 32L << 30;
    private static final int ZONE_OF = 20;

    /** What the readings of a host are. */
    enum Kind {
        FRESH,
        /** Fresh by the limit of its host, whose reports take long. */
        SLOW,
        OLD,
        NEVER
    }

    /** The quality of the readings of each host. */
    interface Quality {
        Kind of(String host);
    }

    /** With short names. */
    static SampleFleet of(int servers) {
        return new SampleFleet(
                servers,
                5,
                UnaryOperator.identity(),
                host -> host.equals("rs17") ? Kind.OLD : host.equals("rs23") ? Kind.NEVER : Kind.FRESH);
    }

    ControlState state() {
        ClusterSnapshot snapshot = snapshot();
        List<HostStatus> hosts = Stream.<HostId>concat(
                        snapshot.directors().stream().map(Director::id),
                        snapshot.servers().stream().map(RealServer::id))
                .map(this::status)
                .toList();
        List<ServiceAssessment> assessments =
                IntStream.range(0, services).mapToObj(this::assessment).toList();
        return new ControlState(
                Mode.MANUAL,
                false,
                new Observation(snapshot, hosts),
                SharingMemory.EMPTY.withLoans(loans()),
                assessments,
                assessments.stream().map(SampleFleet::verdict).toList(),
                List.of(),
                List.of());
    }

    private List<Loan> loans() {
        return List.of(
                new Loan(container(0, service(1)), service(1), NOW.minusSeconds(400), "It was 94 % in use for 14 s."));
    }

    private ClusterSnapshot snapshot() {
        return new ClusterSnapshot(
                412,
                NOW,
                Stream.of("lb1", "lb2").map(this::director).toList(),
                IntStream.range(0, servers).mapToObj(this::server).toList(),
                IntStream.range(0, services)
                        .mapToObj(i -> new VirtualService(
                                service(i),
                                address(i),
                                i + 1,
                                1,
                                reading("lb1", new Demand(demand(i), Math.round(demand(i) * 2)))))
                        .toList());
    }

    private <T> Reading<T> reading(String host, T value) {
        return switch (quality.of(host)) {
            case FRESH -> new Reading.Fresh<>(value, NOW.minusSeconds(1));
            case SLOW -> new Reading.Fresh<>(value, NOW.minusSeconds(20));
            case OLD -> new Reading.Stale<>(value, NOW.minusSeconds(190), "It has sent no frame since then.");
            case NEVER -> new Reading.Missing<>("It has never sent a frame.");
        };
    }

    private HostStatus status(HostId host) {
        int number = host.name().hashCode() & 0xff;
        String address = "192.0.2." + number;
        return quality.of(shortName(host.name())) == Kind.FRESH
                ? new HostStatus(host, address, HostStatus.State.CONNECTED, NOW.minus(Duration.ofHours(3)))
                : new HostStatus(
                        host,
                        address,
                        HostStatus.State.RETRYING,
                        address + " does not answer on port 22; tried again in 8 s.",
                        NOW.minusSeconds(190));
    }

    private static String shortName(String name) {
        return name.substring(name.lastIndexOf('-') + 1);
    }

    ServiceId service(int i) {
        return new ServiceId(naming.apply("svc" + (i + 1)));
    }

    private ServerId serverId(int i) {
        return new ServerId(naming.apply("rs" + (i + 1)));
    }

    private ContainerId container(int server, ServiceId service) {
        return new ContainerId(serverId(server), naming.apply(shortName(service.name()) + "c" + (server + 1)));
    }

    private static VirtualAddress address(int service) {
        return new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2." + (100 + service), 443));
    }

    private static Endpoint endpoint(int server) {
        return new Endpoint("10.%d.%d.10".formatted(server / 250, server % 250 + 1), 443);
    }

    private double used(int server) {
        return 0.25 + (server * 37 % 60) / 100.0 + (server == 3 ? 0.3 : 0);
    }

    private double rate(int server) {
        return used(server) * 100;
    }

    private IntStream homes(int service) {
        return IntStream.range(0, servers).filter(server -> server % services == service);
    }

    private double demand(int service) {
        return homes(service).mapToDouble(this::rate).sum();
    }

    private Director director(String name) {
        boolean active = name.equals("lb1");
        List<TableEntry> entries = IntStream.range(0, services)
                .mapToObj(service -> new TableEntry(
                        address(service),
                        Scheduler.of("wlc"),
                        Duration.ZERO,
                        homes(service)
                                .mapToObj(server -> destination(server, active ? rate(server) : 0))
                                .toList()))
                .toList();
        return new Director(new DirectorId(naming.apply(name)), reading(name, new DirectorTable(entries, Map.of())));
    }

    private static Destination destination(int server, double rate) {
        long open = Math.round(rate * 2);
        return new Destination(
                new DestinationSpec(
                        endpoint(server), new ForwardingMethod.DirectRouting(), new Weight(100), Thresholds.NONE),
                new ConnectionCounts(open, open * 3, 0, open * 100),
                rate);
    }

    private RealServer server(int i) {
        double used = Math.min(1, used(i));
        Resources serving = new Resources(used * CORES * 0.9, 1L << 30, 0);
        ServiceId home = service(i % services);
        ServiceId other = service((i + 1) % services);
        List<Container> containers = List.of(
                new Container(
                        container(i, home),
                        new ContainerRole.Home(home, endpoint(i)),
                        ContainerState.RUNNING,
                        serving,
                        true),
                new Container(
                        container(i, other),
                        new ContainerRole.StandBy(
                                other, new Endpoint("10.200.%d.%d".formatted(i / 250, i % 250 + 1), 443)),
                        ContainerState.STOPPED,
                        Resources.NONE,
                        false));
        String name = "rs" + (i + 1);
        return new RealServer(
                serverId(i),
                new ZoneId(naming.apply("rack" + (i / Math.max(ZONE_OF, servers / 8) + 1))),
                true,
                reading(
                        name,
                        new ServerLoad(
                                new Resources(CORES, MEMORY, 0),
                                new Resources(used * CORES, Math.round(MEMORY * 0.4), 0))),
                reading(name, containers));
    }

    private ServiceAssessment assessment(int i) {
        if (quality.of("lb1") != Kind.FRESH) {
            return new ServiceAssessment(
                    service(i), ServiceCondition.UNKNOWN, 0, false, 0, new Utilization(0), 0, false, List.of());
        }
        double mean = homes(i).mapToDouble(this::used).average().orElse(0);
        return new ServiceAssessment(
                service(i),
                mean > 0.8 ? ServiceCondition.OVERLOADED : ServiceCondition.CALM,
                demand(i),
                quality.of("lb2") == Kind.FRESH || quality.of("lb2") == Kind.SLOW,
                demand(i) / mean,
                new Utilization(mean),
                (int) homes(i).count(),
                true,
                List.of());
    }

    private static Verdict verdict(ServiceAssessment assessment) {
        return switch (assessment.condition()) {
            case UNKNOWN ->
                new Verdict.Undecided(
                        assessment.service(),
                        List.of("There is no current reading of the demand of %s.".formatted(assessment.service())));
            case CALM, HOT, OVERLOADED, DEGRADED, DOWN ->
                new Verdict.NoChange(
                        assessment.service(), List.of("%s in use, below 80 %%.".formatted(assessment.utilization())));
        };
    }
}
