package dev.headroom.simulation.schedule;

import dev.headroom.backend.control.driver.SimulatedMaster.Fate;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.simulation.ClusterDescription;
import dev.headroom.simulation.ClusterDescription.ContainerDescription;
import dev.headroom.simulation.ClusterDescription.DirectorDescription;
import dev.headroom.simulation.ClusterDescription.ServerDescription;
import dev.headroom.simulation.ClusterDescription.ServiceDescription;
import dev.headroom.simulation.Fault;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.load.DemandCurve;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The demand of a day with two matches, in so much simulated time, on two directors and six servers; and a fault every 90 to 300 s,
 * until 10 min before the end. The same seed gives the same day.
 */
record DayPlan(Scenario scenario, List<Moment> moments, SplittableRandom chance) {
    private static final int SERVERS = 6;
    private static final int CORES = 4;
    private static final double CPU_PER_CONNECTION = 0.04;
    private static final double HOMES = 2 * CORES / CPU_PER_CONNECTION;
    private static final long GIGABYTE = 1L << 30;
    private static final List<String> NAMES = List.of("cup", "shop", "mail");

    /** Of the homes' capacity, per cent, at equal distances. */
    private static final int[][] DAY = {
        {25, 25, 30, 40, 50, 60, 65, 70, 120, 130, 125, 70, 60, 55, 60, 75, 110, 140, 130, 80, 50, 30, 25, 25, 25},
        {25, 25, 25, 30, 35, 40, 40, 45, 40, 35, 40, 45, 45, 40, 40, 45, 40, 35, 40, 45, 40, 30, 25, 25, 25},
        {20, 20, 25, 45, 50, 50, 45, 40, 40, 35, 40, 40, 35, 35, 30, 30, 30, 30, 30, 30, 25, 20, 20, 20, 20}
    };

    /** @param length at least 20 min */
    static DayPlan of(Duration length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Scenario scenario = new Scenario("day", cluster(length), random.nextLong(), length, List.of());
        List<Moment> moments = new ArrayList<>();
        int last = (int) length.minusMinutes(10).toSeconds();
        for (int second = 60; second < last; second += random.nextInt(90, 300)) {
            moments.add(new Moment(Duration.ofSeconds(second), trouble(random)));
        }
        return new DayPlan(scenario, List.copyOf(moments), random.split());
    }

    private static Trouble trouble(SplittableRandom random) {
        ServerId server = new ServerId("rs" + random.nextInt(1, SERVERS + 1));
        return switch (random.nextInt(6)) {
            case 0 -> new Trouble.OfHost(server, Fault.Kind.KILL, seconds(random, 60, 360));
            case 1 -> new Trouble.OfHost(server, Fault.Kind.FREEZE, seconds(random, 20, 180));
            case 2 -> new Trouble.OfHost(server, Fault.Kind.CUT, seconds(random, 30, 120));
            case 3 ->
                new Trouble.OfHost(
                        new DirectorId("lb" + random.nextInt(1, 3)), Fault.Kind.CUT, seconds(random, 30, 180));
            case 4 ->
                new Trouble.OfContainer(
                        new ContainerId(
                                server, NAMES.getFirst() + "-" + server.name().substring(2)),
                        Fault.Flaw.DOES_NOT_START,
                        seconds(random, 300, 900));
            default -> new Trouble.OfProcess(Fate.ENDS, random.nextInt(40), seconds(random, 5, 30));
        };
    }

    private static Duration seconds(SplittableRandom random, int from, int to) {
        return Duration.ofSeconds(random.nextInt(from, to));
    }

    private static ClusterDescription cluster(Duration length) {
        List<ServiceDescription> services = IntStream.range(0, NAMES.size())
                .mapToObj(k -> service(k, demand(length, DAY[k])))
                .toList();
        return new ClusterDescription(
                "day",
                IntStream.rangeClosed(1, 2)
                        .mapToObj(n -> new DirectorDescription(new DirectorId("lb" + n), "192.0.2." + (1 + n)))
                        .toList(),
                IntStream.rangeClosed(1, SERVERS).mapToObj(DayPlan::server).toList(),
                services,
                Layout.policy(),
                Duration.ofSeconds(2));
    }

    private static DemandCurve demand(Duration length, int[] parts) {
        Duration between = length.dividedBy(parts.length - 1);
        return new DemandCurve(IntStream.range(0, parts.length)
                .mapToObj(k -> new DemandCurve.Point(between.multipliedBy(k), parts[k] / 100.0 * HOMES))
                .toList());
    }

    private static ServiceDescription service(int k, DemandCurve demand) {
        return new ServiceDescription(
                new ServiceId(NAMES.get(k)),
                new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2." + (101 + k), 80)),
                NAMES.get(k) + "-*",
                1,
                1 + k,
                Scheduler.of("wrr"),
                new ForwardingMethod.DirectRouting(),
                CPU_PER_CONNECTION,
                demand);
    }

    private static ServerDescription server(int n) {
        return new ServerDescription(
                new ServerId("rs" + n),
                "10.0.0." + n,
                new ZoneId("rack-" + (char) ('a' + n % 3)),
                CORES,
                8 * GIGABYTE,
                IntStream.range(0, NAMES.size())
                        .mapToObj(k -> new ContainerDescription(
                                NAMES.get(k) + "-" + n,
                                new ServiceId(NAMES.get(k)),
                                new Endpoint("10.%d.0.%d".formatted(k + 1, n), 80),
                                (n - 1) / 2 == k,
                                GIGABYTE / 4))
                        .toList());
    }
}
