package dev.headroom.bench.replay;

import dev.headroom.bench.replay.ReplayPlan.ServiceLoad;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerEvidence;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Established;
import dev.headroom.ma2scf.model.ForwardingMethod;
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
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.model.ZoneId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Makes snapshots of a replayed cluster for the control loop: one director, every host read. */
final class ReplaySnapshots {
    static final Instant BEGINNING = Instant.parse("1998-06-10T00:00:00Z");
    private static final DirectorId DIRECTOR = new DirectorId("lb1");
    private static final long MEBIBYTE = 1 << 20;
    private static final long SERVER_MEMORY = 8_192 * MEBIBYTE;
    private static final long CONTAINER_MEMORY = 200 * MEBIBYTE;
    private static final int ZONES = 3;

    private long revision;

    static Instant moment(ReplayCluster cluster) {
        return BEGINNING.plusSeconds(cluster.now());
    }

    ClusterSnapshot of(ReplayCluster cluster) {
        // A reading is asked for before it is assembled: a command sent in between is proven by the next one.
        Instant now = moment(cluster);
        List<ServiceLoad> services = cluster.plan().services();
        List<TableEntry> entries = IntStream.range(0, services.size())
                .mapToObj(service -> entry(service, cluster))
                .toList();
        return new ClusterSnapshot(
                ++revision,
                now,
                List.of(new Director(DIRECTOR, fresh(new DirectorTable(entries, Map.of()), now))),
                IntStream.range(0, cluster.plan().servers())
                        .mapToObj(server -> server(server, cluster, now))
                        .toList(),
                IntStream.range(0, services.size())
                        .mapToObj(service -> service(service, cluster, now))
                        .toList());
    }

    private static <T> Reading<T> fresh(T value, Instant now) {
        return new Reading.Fresh<>(value, now);
    }

    private static VirtualAddress address(int service) {
        return new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2." + (100 + service), 80));
    }

    private static TableEntry entry(int service, ReplayCluster cluster) {
        return new TableEntry(
                address(service),
                Scheduler.of("wrr"),
                Duration.ZERO,
                cluster.of(service).stream()
                        .filter(c -> c.listed)
                        .map(ReplaySnapshots::destination)
                        .toList());
    }

    private static Destination destination(ReplayContainer container) {
        DestinationSpec spec = new DestinationSpec(
                container.endpoint,
                new ForwardingMethod.DirectRouting(),
                new Weight(container.weight),
                Thresholds.NONE);
        long active = container.weight > 0 ? Math.round(container.rate) : 0;
        return new Destination(spec, new ConnectionCounts(active, 0, 0, 0), container.rate);
    }

    private static RealServer server(int server, ReplayCluster cluster, Instant now) {
        List<ReplayContainer> here = cluster.on(server);
        long memory =
                CONTAINER_MEMORY * (1 + here.stream().filter(c -> c.running).count());
        ServerLoad load = new ServerLoad(
                new Resources(ReplayPlan.CORES, SERVER_MEMORY, 0), new Resources(cluster.used(server), memory, 0));
        ServerId id = here.getFirst().id.server();
        return new RealServer(
                id,
                new ZoneId("z" + server % ZONES),
                true,
                fresh(load, now),
                fresh(here.stream().map(c -> container(c, cluster)).toList(), now));
    }

    private static Container container(ReplayContainer container, ReplayCluster cluster) {
        ServiceId service = cluster.plan().services().get(container.service).id();
        ContainerRole role = container.home
                ? new ContainerRole.Home(service, container.endpoint)
                : new ContainerRole.StandBy(service, container.endpoint);
        return new Container(
                container.id,
                role,
                container.running ? ContainerState.RUNNING : ContainerState.STOPPED,
                container.running ? new Resources(container.cores, CONTAINER_MEMORY, 0) : Resources.NONE,
                container.serves(cluster.now()),
                new ContainerEvidence(
                        new TreeSet<>(), Established.NONE, container.home ? new Starter.Somebody() : new Starter.Us()));
    }

    private static VirtualService service(int service, ReplayCluster cluster, Instant now) {
        ServiceLoad load = cluster.plan().services().get(service);
        double rate = cluster.of(service).stream().mapToDouble(c -> c.rate).sum();
        return new VirtualService(
                load.id(), address(service), load.priority(), 1, fresh(new Demand(rate, Math.round(rate)), now));
    }
}
