package dev.headroom.ma2scf;

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
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.model.ZoneId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small clusters for tests, idle; {@link World} puts load on them. */
public final class Clusters {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    public static final ServiceId WEB = new ServiceId("web");
    public static final ServiceId SHOP = new ServiceId("shop");
    public static final DirectorId LB1 = new DirectorId("lb1");
    public static final DirectorId LB2 = new DirectorId("lb2");
    public static final long MEBIBYTE = 1L << 20;

    private final Map<String, List<Container>> containers = new TreeMap<>();
    private final Map<String, RealServer> servers = new TreeMap<>();
    private final List<VirtualService> services = new ArrayList<>();
    private final Map<String, List<Destination>> destinations = new TreeMap<>();
    private String scheduler = "wlc";

    private Clusters() {}

    /**
     * web lives on rs1 and rs2, shop on rs3 and rs4; each server has a stand-by container for the other service. Four cores
     * each; rs1 and rs3 in rack-a, rs2 and rs4 in rack-b; every weight is 100.
     */
    public static ClusterSnapshot twoDirectorsFourServers() {
        return fourServers().build();
    }

    public static Clusters fourServers() {
        return empty().service("web", 1, 1)
                .service("shop", 2, 1)
                .server("rs1", "rack-a", 4)
                .server("rs2", "rack-b", 4)
                .server("rs3", "rack-a", 4)
                .server("rs4", "rack-b", 4)
                .home("web", 1)
                .home("web", 2)
                .home("shop", 3)
                .home("shop", 4)
                .standBy("web", 3)
                .standBy("web", 4)
                .standBy("shop", 1)
                .standBy("shop", 2);
    }

    public static Clusters empty() {
        return new Clusters();
    }

    public static ServerId server(int number) {
        return new ServerId("rs" + number);
    }

    public static ContainerId container(String service, int server) {
        return new ContainerId(server(server), service + "-" + server);
    }

    /** Each service has its own port; each server its own address. */
    public static Endpoint endpoint(String service, int server) {
        return new Endpoint("10.0.0." + server, port(service));
    }

    private static int port(String service) {
        return 8000 + Math.floorMod(service.hashCode(), 1000);
    }

    public Clusters scheduler(String name) {
        scheduler = name;
        return this;
    }

    public Clusters service(String name, int priority, int minimum) {
        return service(
                name,
                new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2.100", port(name))),
                priority,
                minimum);
    }

    public Clusters service(String name, VirtualAddress address, int priority, int minimum) {
        services.add(new VirtualService(
                new ServiceId(name), address, priority, minimum, new Reading.Fresh<>(new Demand(0, 0), START)));
        destinations.put(name, new ArrayList<>());
        return this;
    }

    public Clusters server(String name, String zone, double cores) {
        ServerLoad load = new ServerLoad(new Resources(cores, 8192 * MEBIBYTE, 0), new Resources(0, 512 * MEBIBYTE, 0));
        servers.put(
                name,
                new RealServer(
                        new ServerId(name),
                        new ZoneId(zone),
                        true,
                        new Reading.Fresh<>(load, START),
                        new Reading.Fresh<>(List.of(), START)));
        containers.put(name, new ArrayList<>());
        return this;
    }

    /** A running home container on server number {@code server}, with a destination of weight 100. */
    public Clusters home(String service, int server) {
        return home(service, server, 100);
    }

    public Clusters home(String service, int server, int weight) {
        Endpoint endpoint = endpoint(service, server);
        add(server, new ContainerRole.Home(new ServiceId(service), endpoint), ContainerState.RUNNING, service);
        destinations.getOrDefault(service, new ArrayList<>()).add(Destination.idle(spec(endpoint, weight)));
        return this;
    }

    public Clusters standBy(String service, int server) {
        Endpoint endpoint = endpoint(service, server);
        add(server, new ContainerRole.StandBy(new ServiceId(service), endpoint), ContainerState.STOPPED, service);
        return this;
    }

    /** One more stand-by container, beside what else serves {@code service} there; on a port of its own. */
    public Clusters secondStandBy(String service, int server) {
        Endpoint endpoint = new Endpoint("10.0.0." + server, port(service) + 1000);
        containers
                .getOrDefault(server(server).name(), new ArrayList<>())
                .add(new Container(
                        new ContainerId(server(server), service + "-" + server + "b"),
                        new ContainerRole.StandBy(new ServiceId(service), endpoint),
                        ContainerState.STOPPED,
                        Resources.NONE,
                        false));
        return this;
    }

    public static DestinationSpec spec(Endpoint endpoint, int weight) {
        return new DestinationSpec(endpoint, new ForwardingMethod.DirectRouting(), new Weight(weight), Thresholds.NONE);
    }

    private void add(int server, ContainerRole role, ContainerState state, String service) {
        boolean running = state == ContainerState.RUNNING;
        containers
                .getOrDefault(server(server).name(), new ArrayList<>())
                .add(new Container(container(service, server), role, state, Resources.NONE, running));
    }

    public ClusterSnapshot build() {
        List<TableEntry> entries = services.stream()
                .map(s -> new TableEntry(
                        s.address(),
                        Scheduler.of(scheduler),
                        Duration.ZERO,
                        destinations.getOrDefault(s.id().name(), List.of())))
                .toList();
        DirectorTable table = new DirectorTable(entries, Map.of());
        return new ClusterSnapshot(
                1,
                START,
                List.of(
                        new Director(LB1, new Reading.Fresh<>(table, START)),
                        new Director(LB2, new Reading.Fresh<>(table, START))),
                servers.values().stream()
                        .map(s -> new RealServer(
                                s.id(),
                                s.zone(),
                                s.lends(),
                                s.load(),
                                new Reading.Fresh<>(containers.getOrDefault(s.id().name(), List.of()), START)))
                        .toList(),
                services);
    }
}
