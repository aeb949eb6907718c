package dev.headroom.simulation.stage;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.policy.Holds;
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
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The cluster "shop": two directors, six servers of 8 cores, three services with two home containers each. The shop
 * has a stand-by container on each of rs4, rs5 and rs6.
 *
 * @param shop the demand for the shop
 * @param others the demand for the api and the batch service
 * @param naming makes a name of a short name
 * @param servers the numbers of the servers in the cluster
 * @param policy with the hold times of overload and calm
 */
record Shop(
        DemandCurve shop,
        List<DemandCurve> others,
        UnaryOperator<String> naming,
        List<Integer> servers,
        SharingPolicy policy) {
    static final Duration CROWD = Duration.ofSeconds(5);
    static final DemandCurve CALM = DemandCurve.constant(620);
    static final DemandCurve CROWDED = CALM.then(CROWD, 1_000, Duration.ofSeconds(2));
    static final List<DemandCurve> USUAL = List.of(DemandCurve.constant(310), DemandCurve.constant(60));

    static final List<Integer> ALL = List.of(1, 2, 3, 4, 5, 6);

    private static final List<String> NAMES = List.of("shop", "api", "batch");
    private static final List<Integer> PORTS = List.of(443, 8080, 9000);
    private static final List<Double> CPU_PER_CONNECTION = List.of(0.0145, 0.012, 0.06);
    private static final List<List<Integer>> HOMES = List.of(List.of(1, 2), List.of(3, 4), List.of(5, 6));
    private static final List<List<Integer>> STAND_BYS = List.of(List.of(4, 5, 6), List.of(2), List.of(3));
    private static final int CORES = 8;
    private static final long GIGABYTE = 1L << 30;

    static Shop with(DemandCurve shop) {
        return new Shop(shop, USUAL, UnaryOperator.identity(), ALL, SharingPolicy.defaults());
    }

    /** This cluster with hold times of a few seconds, for stories of several loans. */
    Shop hasty() {
        return new Shop(
                shop,
                others,
                naming,
                servers,
                SharingPolicy.defaults().with(new Holds(Duration.ofSeconds(3), Duration.ofSeconds(6))));
    }

    Shop without(int server) {
        return new Shop(
                shop,
                others,
                naming,
                servers.stream().filter(number -> number != server).toList(),
                policy);
    }

    Scenario story() {
        return new Scenario("shop", description(), 1, Duration.ofHours(1), List.of());
    }

    private ClusterDescription description() {
        List<DemandCurve> demands = List.of(shop, others.get(0), others.get(1));
        List<ServiceDescription> services = IntStream.range(0, NAMES.size())
                .mapToObj(place -> service(place, demands.get(place)))
                .toList();
        return new ClusterDescription(
                "shop",
                List.of(director(1), director(2)),
                servers.stream().map(number -> server(number, services)).toList(),
                services,
                policy,
                Duration.ofSeconds(1));
    }

    private DirectorDescription director(int number) {
        return new DirectorDescription(new DirectorId(naming.apply("lb" + number)), "192.0.2." + (1 + number));
    }

    private ServiceDescription service(int place, DemandCurve demand) {
        ServiceId id = new ServiceId(naming.apply(NAMES.get(place)));
        return new ServiceDescription(
                id,
                new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2.10" + place, PORTS.get(place))),
                id + "-*",
                place == 0 ? 2 : 1,
                place + 1,
                Scheduler.of("wrr"),
                new ForwardingMethod.DirectRouting(),
                CPU_PER_CONNECTION.get(place),
                demand);
    }

    private ServerDescription server(int number, List<ServiceDescription> services) {
        List<ContainerDescription> containers = new ArrayList<>();
        for (int place = 0; place < services.size(); place++) {
            boolean home = HOMES.get(place).contains(number);
            if (home || STAND_BYS.get(place).contains(number)) {
                containers.add(new ContainerDescription(
                        services.get(place).id() + "-" + number,
                        services.get(place).id(),
                        new Endpoint("10.0.%d.%d".formatted(number, 10 + place), PORTS.get(place)),
                        home,
                        GIGABYTE));
            }
        }
        return new ServerDescription(
                new ServerId(naming.apply("rs" + number)),
                "192.0.2." + (10 + number),
                new ZoneId(number % 2 == 1 ? "rack-a" : "rack-b"),
                CORES,
                32 * GIGABYTE,
                containers);
    }
}
