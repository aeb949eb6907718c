package dev.headroom.console.frame;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerEvidence;
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
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Starter;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.sharing.Condition;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The shop of the pictures: two directors, six servers, three services. Loads follow from demand and weights, so that all
 * numbers fit together.
 *
 * @param shopDemand new connections a second asked of the shop
 * @param lending servers that lend to the shop, with the weight of the loan; 0 for started but not yet a destination
 * @param failed server that answers nobody; empty for none
 * @param stale server whose readings are old; empty for none
 */
record SampleCluster(
        Instant now, long revision, double shopDemand, Map<String, Integer> lending, String failed, String stale) {
    static final DirectorId LB1 = new DirectorId("lb1");
    static final DirectorId LB2 = new DirectorId("lb2");
    static final ServiceId SHOP = new ServiceId("shop");
    private static final ServiceId API = new ServiceId("api");
    private static final ServiceId BATCH = new ServiceId("batch");
    private static final int SERVERS = 6;
    private static final double CORES = 8;
    private static final double IDLE_CORES = 0.3;
    private static final double SECONDS_PER_CONNECTION = 2.4;
    private static final long MEMORY = 32L << 30;
    private static final int HOME_WEIGHT = 100;
    private static final Map<ServiceId, Double> CORES_PER_CONNECTION = Map.of(SHOP, 0.0145, API, 0.012, BATCH, 0.06);
    private static final Map<ServiceId, List<Integer>> HOMES =
            Map.of(SHOP, List.of(1, 2), API, List.of(3, 4), BATCH, List.of(5, 6));

    SampleCluster {
        lending = new TreeMap<>(lending);
    }

    static SampleCluster calm(Instant now) {
        return new SampleCluster(now, 412, 620, Map.of(), "", "");
    }

    ClusterSnapshot snapshot() {
        List<VirtualService> services = List.of(service(SHOP, 1, 2), service(API, 2, 1), service(BATCH, 3, 1));
        return new ClusterSnapshot(
                revision,
                now.minusSeconds(1),
                List.of(director(LB1, true), director(LB2, false)),
                IntStream.rangeClosed(1, SERVERS).mapToObj(this::server).toList(),
                services);
    }

    List<ServiceAssessment> assessments() {
        return List.of(assessment(API), assessment(BATCH), assessment(SHOP));
    }

    private ServiceAssessment assessment(ServiceId service) {
        List<Integer> homes = alive(service);
        double cost = CORES_PER_CONNECTION.getOrDefault(service, 0.0);
        long loans = loans(service).count();
        double capacity = (homes.size() * (CORES - IDLE_CORES) + loans * CORES / 2) / cost;
        double busiest = homes.stream().mapToDouble(this::used).max().orElse(CORES) / CORES;
        boolean degraded = homes.size() < HOMES.getOrDefault(service, List.of()).size();
        Condition condition = busiest > 0.8
                ? Condition.OVERLOADED
                : degraded ? Condition.DEGRADED : busiest > 0.65 ? Condition.WARM : Condition.CALM;
        return new ServiceAssessment(
                service, condition, demand(service), capacity, new Utilization(busiest), homes.size() + (int) loans);
    }

    private List<Integer> alive(ServiceId service) {
        return HOMES.getOrDefault(service, List.of()).stream()
                .filter(number -> !failed.equals("rs" + number))
                .toList();
    }

    private double demand(ServiceId service) {
        return service.equals(SHOP) ? shopDemand : service.equals(API) ? 310 : 60;
    }

    private VirtualService service(ServiceId id, int priority, int minimum) {
        long active = Math.round(demand(id) * SECONDS_PER_CONNECTION);
        return new VirtualService(
                id,
                address(id),
                priority,
                minimum,
                new Reading.Fresh<>(new Demand(demand(id), active), now.minusSeconds(1)));
    }

    static VirtualAddress address(ServiceId id) {
        return new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2.10" + place(id), port(id)));
    }

    static Endpoint endpoint(ServiceId id, int server) {
        return new Endpoint("10.0.%d.%d".formatted(server, 10 + place(id)), port(id));
    }

    static DestinationSpec destination(ServiceId id, int server, int weight) {
        return new DestinationSpec(
                endpoint(id, server), new ForwardingMethod.DirectRouting(), new Weight(weight), Thresholds.NONE);
    }

    static ContainerId container(ServiceId id, int server) {
        List<Integer> homes = HOMES.getOrDefault(id, List.of());
        int number = homes.contains(server) ? homes.indexOf(server) + 1 : server < 3 ? server + 2 : server;
        return new ContainerId(new ServerId("rs" + server), id + "-" + number);
    }

    private static int place(ServiceId id) {
        return id.equals(SHOP) ? 0 : id.equals(API) ? 1 : 2;
    }

    private static int port(ServiceId id) {
        return id.equals(SHOP) ? 443 : id.equals(API) ? 8080 : 9000;
    }

    private Stream<Map.Entry<String, Integer>> loans(ServiceId service) {
        return service.equals(SHOP) ? lending.entrySet().stream().filter(loan -> loan.getValue() > 0) : Stream.of();
    }

    /** New connections a second that a server gets for a service, by its share of the weights. */
    private double rate(ServiceId service, int server) {
        double all = alive(service).size() * (double) HOME_WEIGHT
                + loans(service).mapToInt(Map.Entry::getValue).sum();
        return all > 0 ? demand(service) * weight(service, server) / all : 0;
    }

    private int weight(ServiceId service, int server) {
        if (alive(service).contains(server)) {
            return HOME_WEIGHT;
        }
        return loans(service)
                .filter(loan -> loan.getKey().equals("rs" + server))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private double used(int server) {
        return IDLE_CORES
                + CORES_PER_CONNECTION.entrySet().stream()
                        .mapToDouble(cost -> rate(cost.getKey(), server) * cost.getValue())
                        .sum();
    }

    private Director director(DirectorId id, boolean active) {
        Map<ProbeTarget, ProbeResult> probes = new TreeMap<>();
        List<TableEntry> entries = List.of(SHOP, API, BATCH).stream()
                .map(service -> {
                    List<Destination> destinations = IntStream.rangeClosed(1, SERVERS)
                            .filter(server ->
                                    HOMES.getOrDefault(service, List.of()).contains(server)
                                            || weight(service, server) > 0)
                            .mapToObj(server -> {
                                boolean silent = failed.equals("rs" + server);
                                probes.put(
                                        ProbeTarget.tcp(endpoint(service, server)),
                                        silent ? ProbeResult.SILENT : ProbeResult.OPEN);
                                return destination(service, server, active);
                            })
                            .toList();
                    return new TableEntry(address(service), Scheduler.of("wrr"), Duration.ZERO, destinations);
                })
                .toList();
        return new Director(id, new Reading.Fresh<>(new DirectorTable(entries, probes), now.minusSeconds(1)));
    }

    private Destination destination(ServiceId service, int server, boolean active) {
        double rate = active ? rate(service, server) : 0;
        long open = Math.round(rate * SECONDS_PER_CONNECTION);
        return new Destination(
                destination(service, server, failed.equals("rs" + server) ? 0 : weight(service, server)),
                new ConnectionCounts(open, open * 3, 0, Math.round(rate * 86_400)),
                rate);
    }

    private RealServer server(int number) {
        String name = "rs" + number;
        boolean old = name.equals(stale) || name.equals(failed);
        Instant at = now.minusSeconds(old ? 47 : 1);
        ServerLoad load = new ServerLoad(
                new Resources(CORES, MEMORY, 0),
                new Resources(used(number), Math.round(MEMORY * (0.2 + used(number) / 20)), 0));
        String reason = "No frame since then; the connection is tried again by itself.";
        return new RealServer(
                new ServerId(name),
                new ZoneId(number % 2 == 1 ? "rack-a" : "rack-b"),
                number != 3,
                old ? new Reading.Stale<>(load, at, reason) : new Reading.Fresh<>(load, at),
                old
                        ? new Reading.Stale<>(containers(number), at, reason)
                        : new Reading.Fresh<>(containers(number), at));
    }

    private List<Container> containers(int server) {
        return List.of(SHOP, API, BATCH).stream()
                .flatMap(service -> container(service, server, HOMES.getOrDefault(service, List.of())).stream())
                .toList();
    }

    private Optional<Container> container(ServiceId service, int server, List<Integer> homes) {
        ContainerId id = container(service, server);
        Endpoint at = endpoint(service, server);
        Resources used =
                new Resources(rate(service, server) * CORES_PER_CONNECTION.getOrDefault(service, 0.0), 1L << 30, 0);
        if (homes.contains(server)) {
            return Optional.of(
                    new Container(id, new ContainerRole.Home(service, at), ContainerState.RUNNING, used, true));
        }
        boolean standBy = service.equals(SHOP) ? server >= 4 : service.equals(API) ? server == 2 : server == 3;
        boolean runs = service.equals(SHOP) && lending.containsKey("rs" + server);
        return standBy
                ? Optional.of(new Container(
                        id,
                        new ContainerRole.StandBy(service, at),
                        runs ? ContainerState.RUNNING : ContainerState.STOPPED,
                        runs ? used : Resources.NONE,
                        runs,
                        ContainerEvidence.NONE.withStarter(runs ? new Starter.Us() : new Starter.Somebody())))
                : Optional.empty();
    }
}
