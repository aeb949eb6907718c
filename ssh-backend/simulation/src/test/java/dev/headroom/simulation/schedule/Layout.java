package dev.headroom.simulation.schedule;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.policy.Deadlines;
import dev.headroom.ma2scf.policy.Holds;
import dev.headroom.ma2scf.policy.Restraint;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.simulation.ClusterDescription;
import dev.headroom.simulation.ClusterDescription.ContainerDescription;
import dev.headroom.simulation.ClusterDescription.DirectorDescription;
import dev.headroom.simulation.ClusterDescription.ServerDescription;
import dev.headroom.simulation.ClusterDescription.ServiceDescription;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.load.DemandCurve;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws a cluster and the demand for its services: 1 or 2 directors, 3 to 6 servers, 1 to 3 services, some stand-by containers. */
final class Layout {
    /** From here on the demand is what it was at the beginning. */
    static final Duration CALM = Duration.ofSeconds(50);

    private static final int CORES = 4;
    private static final double CPU_PER_CONNECTION = 0.04;
    private static final long GIGABYTE = 1L << 30;
    private static final List<String> NAMES = List.of("shop", "search", "media");

    private final SplittableRandom random;

    private Layout(SplittableRandom random) {
        this.random = random;
    }

    static Scenario draw(SplittableRandom random) {
        return new Layout(random).scenario();
    }

    private Scenario scenario() {
        int directors = random.nextInt(4) == 0 ? 1 : 2;
        int services = random.nextInt(1, 4);
        int servers = random.nextInt(Math.max(3, services), 7);
        List<ServiceDescription> all = IntStream.range(0, services)
                .mapToObj(k -> service(k, homes(k, services, servers)))
                .toList();
        ClusterDescription cluster = new ClusterDescription(
                "drawn",
                IntStream.rangeClosed(1, directors)
                        .mapToObj(n -> new DirectorDescription(new DirectorId("lb" + n), "192.0.2." + (1 + n)))
                        .toList(),
                IntStream.range(0, servers).mapToObj(n -> server(n, all)).toList(),
                all,
                policy(),
                random.nextInt(4) == 0 ? Duration.ofSeconds(1) : Duration.ofSeconds(2));
        return new Scenario("drawn", cluster, random.nextLong(), Duration.ofHours(1), List.of());
    }

    private static int homes(int service, int services, int servers) {
        return (servers - service + services - 1) / services;
    }

    private ServiceDescription service(int k, int homes) {
        double whole = homes * CORES / CPU_PER_CONNECTION;
        DemandCurve demand = DemandCurve.constant(whole * random.nextDouble(0.2, 0.4));
        if (random.nextInt(2) == 0) {
            int rises = random.nextInt(8, 30);
            double usual = demand.at(Duration.ZERO);
            demand = demand.then(
                            Duration.ofSeconds(rises), whole * random.nextDouble(0.85, 1.05), Duration.ofSeconds(3))
                    .then(Duration.ofSeconds(random.nextInt(rises + 14, 46)), usual, Duration.ofSeconds(3));
        }
        return new ServiceDescription(
                new ServiceId(NAMES.get(k)),
                new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2." + (101 + k), 80)),
                NAMES.get(k) + "-*",
                1,
                random.nextInt(1, 4),
                Scheduler.of(random.nextBoolean() ? "wrr" : "wlc"),
                new ForwardingMethod.DirectRouting(),
                CPU_PER_CONNECTION,
                demand);
    }

    /** Server n is home of one service, and has a stand-by container of most others. */
    private ServerDescription server(int n, List<ServiceDescription> services) {
        List<ContainerDescription> containers = new ArrayList<>();
        for (int k = 0; k < services.size(); k++) {
            boolean home = n % services.size() == k;
            if (home || random.nextInt(10) < 7) {
                containers.add(new ContainerDescription(
                        services.get(k).id().name() + "-" + (n + 1),
                        services.get(k).id(),
                        new Endpoint("10.%d.0.%d".formatted(k + 1, n + 1), 80),
                        home,
                        GIGABYTE / 4));
            }
        }
        return new ServerDescription(
                new ServerId("rs" + (n + 1)),
                "10.0.0." + (n + 1),
                new ZoneId("rack-" + (char) ('a' + n % 3)),
                CORES,
                8 * GIGABYTE,
                containers);
    }

    static SharingPolicy policy() {
        return new SharingPolicy(
                new Utilization(0.8),
                new Utilization(0.5),
                0.15,
                new Holds(Duration.ofSeconds(3), Duration.ofSeconds(6)),
                new Deadlines(Duration.ofSeconds(15), Duration.ofSeconds(20), Duration.ofMinutes(1)),
                4,
                Restraint.NONE);
    }
}
