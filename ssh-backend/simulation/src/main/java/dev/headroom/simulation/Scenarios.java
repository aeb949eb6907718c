package dev.headroom.simulation;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.HostId;
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
import dev.headroom.simulation.ClusterDescription.ContainerDescription;
import dev.headroom.simulation.ClusterDescription.DirectorDescription;
import dev.headroom.simulation.ClusterDescription.ServerDescription;
import dev.headroom.simulation.ClusterDescription.ServiceDescription;
import dev.headroom.simulation.Scenario.Moment;
import dev.headroom.simulation.load.DemandCurve;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The built-in scenarios, for the demo and for tests. */
public final class Scenarios {
    private static final long GIGABYTE = 1L << 30;
    private static final long CONTAINER_MEMORY = GIGABYTE / 4;
    private static final int CORES = 4;
    private static final int SERVICE_PORT = 80;
    private static final double CPU_PER_CONNECTION = 0.04;
    /**
     * The demand for the first service as a part of the capacity of its home containers: above the threshold of every
     * policy, and below 1, so that no connection fails.
     */
    private static final double CROWD = 0.95;

    private Scenarios() {}

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return List.of("flash-crowd", "steady");
    }

    /** The scenario of a name; empty for an unknown name. */
    public static Optional<Scenario> named(String name, long seed) {
        return switch (name) {
            case "flash-crowd" -> Optional.of(flashCrowd(seed));
            case "steady" -> Optional.of(steady(seed));
            default -> Optional.empty();
        };
    }

    /**
     * Three services on six servers behind a pair of directors. The demand for the shop rises and falls; later a
     * server of media is killed and boots again. With hold times of a few seconds the story, loans given back
     * included, takes less than 110 s.
     */
    public static Scenario flashCrowd(long seed) {
        Duration comes = Duration.ofSeconds(5);
        Duration passes = Duration.ofSeconds(29);
        Duration dies = Duration.ofSeconds(63);
        Duration returns = Duration.ofSeconds(76);
        HostId victim = new ServerId("rs5");
        List<ServiceDescription> services = List.of(
                service(
                        1,
                        "shop",
                        "wrr",
                        1,
                        DemandCurve.constant(70)
                                .then(comes, 210, Duration.ofSeconds(3))
                                .then(passes, 70, Duration.ofSeconds(3))),
                service(2, "search", "wlc", 2, DemandCurve.constant(60)),
                service(3, "media", "wrr", 2, DemandCurve.constant(90)));
        return new Scenario(
                "flash-crowd",
                pairAndSix(services),
                seed,
                Duration.ofSeconds(106),
                List.of(
                        moment(comes, "A crowd comes to shop: 3x demand", Optional.empty()),
                        moment(passes, "The crowd at shop passes", Optional.empty()),
                        moment(
                                dies,
                                "rs5 dies, and half of media with it",
                                Optional.of(new Fault(victim, Fault.Kind.KILL))),
                        moment(returns, "rs5 comes back", Optional.of(new Fault(victim, Fault.Kind.HEAL)))));
    }

    /** The same cluster with constant demand and without faults. */
    public static Scenario steady(long seed) {
        List<ServiceDescription> services = List.of(
                service(1, "shop", "wrr", 1, DemandCurve.constant(70)),
                service(2, "search", "wlc", 2, DemandCurve.constant(60)),
                service(3, "media", "wrr", 2, DemandCurve.constant(90)));
        return new Scenario("steady", pairAndSix(services), seed, Duration.ofMinutes(10), List.of());
    }

    private static Moment moment(Duration at, String caption, Optional<Fault> fault) {
        return new Moment(at, caption, fault);
    }

    /**
     * The cluster of two directors and six servers: each service has two home containers, and a stand-by container on
     * every other server.
     */
    private static ClusterDescription pairAndSix(List<ServiceDescription> services) {
        List<ServerDescription> servers = IntStream.rangeClosed(1, 6)
                .mapToObj(n -> server(n, 1 + (n - 1) % 3, services, service -> (n - 1) / 2 == service))
                .toList();
        return new ClusterDescription("demo", directors(), servers, services, demoPolicy(), Duration.ofSeconds(1));
    }

    /**
     * A cluster of any size, with a constant load of about half its capacity.
     *
     * @param hosts directors and servers together; the first two are directors; at least 3
     * @param services at least 1
     */
    public static Scenario generated(int hosts, int services, long seed) {
        return generated(hosts, services, seed, false);
    }

    /**
     * The generated cluster with a rise of demand: from 20 s after the beginning on, the demand for the first service
     * is nearly the capacity of its home containers. That overloads it, and other servers have headroom to lend.
     */
    public static Scenario crowded(int hosts, int services, long seed) {
        return generated(hosts, services, seed, true);
    }

    private static Scenario generated(int hosts, int services, long seed, boolean crowd) {
        if (hosts < 3 || hosts > 10_000) {
            throw new IllegalArgumentException("The number of hosts (%d) must be within 3..10000.".formatted(hosts));
        }
        if (services < 1 || services > 1_000) {
            throw new IllegalArgumentException(
                    "The number of services (%d) must be within 1..1000.".formatted(services));
        }
        int count = hosts - 2;
        List<ServiceDescription> all = generatedServices(services, count, new SplittableRandom(seed), crowd);
        return new Scenario(
                "generated",
                new ClusterDescription(
                        "generated",
                        directors(),
                        generatedServers(count, all),
                        all,
                        SharingPolicy.defaults(),
                        Duration.ofSeconds(1)),
                seed,
                Duration.ofDays(1),
                List.of());
    }

    private static List<ServiceDescription> generatedServices(
            int services, int servers, SplittableRandom random, boolean crowd) {
        List<ServiceDescription> all = new ArrayList<>();
        for (int s = 0; s < services; s++) {
            // server n is home of service (n - 1) % services: the first services have one home more than the last
            int homes = Math.max(1, (servers - s + services - 1) / services);
            double rate = homes * CORES / CPU_PER_CONNECTION * random.nextDouble(0.25, 0.65);
            DemandCurve steady = DemandCurve.constant(rate);
            DemandCurve demand = crowd && s == 0
                    ? steady.then(
                            Duration.ofSeconds(20), homes * CORES / CPU_PER_CONNECTION * CROWD, Duration.ofSeconds(3))
                    : steady;
            all.add(service(s + 1, "svc" + (s + 1), s % 2 == 0 ? "wrr" : "wlc", 1 + s % 3, demand));
        }
        return all;
    }

    private static List<ServerDescription> generatedServers(int count, List<ServiceDescription> services) {
        List<ServerDescription> servers = new ArrayList<>();
        for (int n = 1; n <= count; n++) {
            int home = (n - 1) % services.size();
            int standBy = (home + 1 + (n - 1) / services.size() % Math.max(1, services.size() - 1)) % services.size();
            List<ServiceDescription> hosted =
                    home == standBy ? List.of(services.get(home)) : List.of(services.get(home), services.get(standBy));
            servers.add(server(n, 1 + n % 8, hosted, index -> index == 0));
        }
        return servers;
    }

    private static SharingPolicy demoPolicy() {
        SharingPolicy defaults = SharingPolicy.defaults();
        return new SharingPolicy(
                new Utilization(0.8),
                new Utilization(0.5),
                0.15,
                new Holds(Duration.ofSeconds(3), Duration.ofSeconds(6)),
                new Deadlines(
                        defaults.deadlines().start(),
                        Duration.ofSeconds(20),
                        defaults.deadlines().proposal()),
                defaults.maximumLoansPerServer(),
                Restraint.NONE);
    }

    private static List<DirectorDescription> directors() {
        return List.of(
                new DirectorDescription(new DirectorId("lb1"), "192.0.2.2"),
                new DirectorDescription(new DirectorId("lb2"), "192.0.2.3"));
    }

    private static ServiceDescription service(
            int number, String name, String scheduler, int priority, DemandCurve demand) {
        String address = "192.0.2.%d".formatted(100 + number % 100);
        return new ServiceDescription(
                new ServiceId(name),
                new VirtualAddress.Socket(Protocol.TCP, new Endpoint(address, SERVICE_PORT + number / 100)),
                name + "-*",
                1,
                priority,
                Scheduler.of(scheduler),
                new ForwardingMethod.DirectRouting(),
                CPU_PER_CONNECTION,
                demand);
    }

    /** Server number n. The container of the k-th service that it hosts has the address 10.k.y.z, k from 1. */
    private static ServerDescription server(int n, int zone, List<ServiceDescription> hosted, IntPredicate home) {
        List<ContainerDescription> containers = new ArrayList<>();
        for (int k = 0; k < hosted.size(); k++) {
            ServiceDescription service = hosted.get(k);
            containers.add(new ContainerDescription(
                    service.id().name() + "-" + n,
                    service.id(),
                    new Endpoint(
                            "10.%d.%d.%d".formatted(k + 1, n / 250, 1 + n % 250),
                            service.address().endpoint().port()),
                    home.test(k),
                    CONTAINER_MEMORY));
        }
        return new ServerDescription(
                new ServerId("rs" + n),
                "10.0.%d.%d".formatted(n / 250, 1 + n % 250),
                new ZoneId("rack-" + (char) ('a' + zone - 1)),
                CORES,
                8 * GIGABYTE,
                containers);
    }
}
