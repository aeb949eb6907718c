package dev.headroom.bench.sharing;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.policy.SharingPolicy;
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
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The load of a contest. All have one cluster: a pair of directors and eight servers of four cores. Shop is at home on rs1 to rs3,
 * search on rs3 to rs5, media on rs6 to rs8, so rs3 is the home of two. Each server has a stand-by container of every other
 * service. Search and media ask for 40 % of their homes all the time; what shop asks for, the scene says. The policy is the
 * default one, each host is read every 2 s. See decision 0003.
 */
public enum Scene {
    /** In 5 s the demand for shop goes from 30 to 150 % of its homes; after 6 min it falls within 30 s. */
    FLASH_CROWD,
    /** Shop asks for 60 % of its homes when rs1 loses its power; it boots 6 min later. */
    LOST_SERVER,
    /** The demand for shop rises from 30 to 160 % within 20 min, and falls within 10. */
    SLOW_RAMP,
    /** The demand for shop is 110 % for a minute, then 40 % for a minute, and so on for 20 min. */
    SQUARE_WAVE,
    /** A day like those of the World Cup, made twelve times faster: two matches, at 180 % and at 150 %. */
    WORLD_CUP_DAY;

    private static final int SERVERS = 8;
    private static final int CORES = 4;
    private static final double CPU_PER_CONNECTION = 0.04;
    private static final double HOMES = 3 * CORES / CPU_PER_CONNECTION;
    private static final double OTHERS = 0.4;
    private static final long GIGABYTE = 1L << 30;
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /** Of the homes' capacity, per cent: at midnight, and at each full hour after it. */
    private static final int[] DAY = {
        30, 25, 20, 15, 15, 15, 20, 30, 40, 45, 50, 55, 60, 60, 70, 90, 180, 170, 80, 70, 75, 150, 140, 50, 30
    };

    /** As the command line names it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Scenario scenario(long seed) {
        return new Scenario(title(), cluster(), seed, end(), this == LOST_SERVER ? loss() : List.of());
    }

    private Duration end() {
        return switch (this) {
            case FLASH_CROWD, LOST_SERVER -> Duration.ofMinutes(18);
            case SLOW_RAMP -> Duration.ofMinutes(40);
            case SQUARE_WAVE -> Duration.ofMinutes(30);
            case WORLD_CUP_DAY -> Duration.ofHours(2);
        };
    }

    private static List<Scenario.Moment> loss() {
        ServerId lost = new ServerId("rs1");
        return List.of(
                new Scenario.Moment(
                        Duration.ofMinutes(2), "rs1 loses its power", Optional.of(new Fault(lost, Fault.Kind.KILL))),
                new Scenario.Moment(Duration.ofMinutes(8), "rs1 boots", Optional.of(new Fault(lost, Fault.Kind.HEAL))));
    }

    private DemandCurve demand() {
        return switch (this) {
            case FLASH_CROWD -> {
                DemandCurve rises = of(0.3).then(Duration.ofMinutes(2), 1.5 * HOMES, Duration.ofSeconds(5));
                yield rises.then(Duration.ofMinutes(8), 0.3 * HOMES, Duration.ofSeconds(30));
            }
            case LOST_SERVER -> of(0.6);
            case SLOW_RAMP -> {
                DemandCurve rises = of(0.3).then(Duration.ofMinutes(2), 1.6 * HOMES, Duration.ofMinutes(20));
                yield rises.then(Duration.ofMinutes(23), 0.3 * HOMES, Duration.ofMinutes(10));
            }
            case SQUARE_WAVE -> wave();
            case WORLD_CUP_DAY -> day();
        };
    }

    private static DemandCurve of(double part) {
        return DemandCurve.constant(part * HOMES);
    }

    private static DemandCurve wave() {
        DemandCurve curve = of(0.4);
        for (int minute = 2; minute < 22; minute++) {
            curve = curve.then(
                    Duration.ofMinutes(minute), (minute % 2 == 0 ? 1.1 : 0.4) * HOMES, Duration.ofSeconds(2));
        }
        return curve;
    }

    private static DemandCurve day() {
        Duration hour = Duration.ofMinutes(5);
        return new DemandCurve(IntStream.range(0, DAY.length)
                .mapToObj(h -> new DemandCurve.Point(hour.multipliedBy(h), DAY[h] / 100.0 * HOMES))
                .toList());
    }

    private ClusterDescription cluster() {
        List<ServiceDescription> services = List.of(
                service(1, "shop", 1, demand()),
                service(2, "search", 2, of(OTHERS)),
                service(3, "media", 2, of(OTHERS)));
        return new ClusterDescription(
                title(),
                IntStream.rangeClosed(1, 2)
                        .mapToObj(n -> new DirectorDescription(new DirectorId("lb" + n), "192.0.2." + (1 + n)))
                        .toList(),
                IntStream.rangeClosed(1, SERVERS)
                        .mapToObj(n -> server(n, services))
                        .toList(),
                services,
                SharingPolicy.defaults(),
                INTERVAL);
    }

    private static ServiceDescription service(int number, String name, int priority, DemandCurve demand) {
        return new ServiceDescription(
                new ServiceId(name),
                new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2." + (100 + number), 80)),
                name + "-*",
                1,
                priority,
                Scheduler.of("wrr"),
                new ForwardingMethod.DirectRouting(),
                CPU_PER_CONNECTION,
                demand);
    }

    private static ServerDescription server(int n, List<ServiceDescription> services) {
        List<ContainerDescription> containers = new ArrayList<>();
        for (int k = 0; k < services.size(); k++) {
            boolean home = switch (k) {
                case 0 -> n <= 3;
                case 1 -> n >= 3 && n <= 5;
                default -> n >= 6;
            };
            containers.add(new ContainerDescription(
                    services.get(k).id().name() + "-" + n,
                    services.get(k).id(),
                    new Endpoint("10.%d.0.%d".formatted(k + 1, n), 80),
                    home,
                    GIGABYTE / 4));
        }
        return new ServerDescription(
                new ServerId("rs" + n),
                "10.0.0." + n,
                new ZoneId("rack-" + (char) ('a' + n % 3)),
                CORES,
                8 * GIGABYTE,
                containers);
    }
}
