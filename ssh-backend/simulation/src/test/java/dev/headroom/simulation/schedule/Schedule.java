package dev.headroom.simulation.schedule;

import dev.headroom.backend.control.driver.SimulatedMaster.Fate;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.ClusterDescription;
import dev.headroom.simulation.Fault;
import dev.headroom.simulation.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * All that a seed decides: the cluster, the demand, and what goes wrong when. The same seed gives the same schedule.
 *
 * @param chance for what is drawn while it is played
 */
record Schedule(long seed, Scenario scenario, List<Moment> moments, SplittableRandom chance) {
    /** From this seed on each second one has two installations, which take five times as long: 100 in {@code verify}. */
    private static final long TWO_FROM = 1_800;

    /**
     * From this seed on the only trouble is that one of two masters dies for so long that directors take its plan back. Each second one
     * has two installations. A nightly run draws no such seed.
     */
    static final long LONG_DEAD_FROM = 1L << 41;

    /** Troubles begin after the cluster was adopted. */
    private static final int FIRST = 8;

    private static final int LAST = 45;

    /** In this order, which is part of what a seed decides. */
    private static final Fault.Flaw[] FLAWS = {
        Fault.Flaw.NONE, Fault.Flaw.DOES_NOT_START, Fault.Flaw.DIES, Fault.Flaw.DEAF, Fault.Flaw.LISTENS_BRIEFLY
    };

    static Schedule of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Scenario scenario = Layout.draw(random.split());
        Drawing drawing = new Drawing(random.split(), scenario.cluster());
        int count = 1 + drawing.random.nextInt(4);
        List<Moment> moments = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(_ -> moments.add(new Moment(
                        Duration.ofMillis(200L * drawing.random.nextInt(FIRST * 5, LAST * 5)), drawing.trouble())));
        SplittableRandom chance = random.split();
        if (seed >= LONG_DEAD_FROM) {
            Drawing further = new Drawing(random.split(), scenario.cluster());
            Moment death = new Moment(further.seconds(FIRST, LAST), further.longDeath());
            return new Schedule(seed, scenario, List.of(death), chance);
        }
        if (isOfTwo(seed)) {
            Drawing further = new Drawing(random.split(), scenario.cluster());
            IntStream.rangeClosed(0, further.random.nextInt(3))
                    .forEach(_ -> moments.add(new Moment(
                            Duration.ofMillis(200L * further.random.nextInt(FIRST * 5, LAST * 5)), further.ofTwo())));
        }
        if (refuses(seed)) {
            Drawing further = new Drawing(random.split(), scenario.cluster());
            moments.add(new Moment(
                    Duration.ofMillis(200L * further.random.nextInt(FIRST * 5, LAST * 5)), further.refusal()));
        }
        if (losesADirector(seed)) {
            moments.addAll(new Drawing(random.split(), scenario.cluster()).directorOut());
        }
        if (maintains(seed)) {
            Drawing further = new Drawing(random.split(), scenario.cluster());
            moments.add(new Moment(
                    Duration.ofMillis(200L * further.random.nextInt(FIRST * 5, LAST * 5)), further.maintenance()));
        }
        moments.sort(Comparator.comparing(Moment::at));
        return new Schedule(seed, scenario, List.copyOf(moments), chance);
    }

    /** Whether two installations, each on a computer of its own, want to drive the cluster. */
    boolean isOfTwo() {
        return isOfTwo(seed);
    }

    private static boolean isOfTwo(long seed) {
        return seed >= TWO_FROM && seed % 2 == 1;
    }

    /** Whether a director refuses changes for a while. */
    private static boolean refuses(long seed) {
        return seed >= TWO_FROM && seed % 4 == 0;
    }

    /** Whether a director is not reached, and a real server dies meanwhile. */
    private static boolean losesADirector(long seed) {
        return seed >= TWO_FROM && seed % 4 == 2;
    }

    /** Whether an operator takes a real server out for a while. */
    private static boolean maintains(long seed) {
        return seed < TWO_FROM && seed % 16 == 9;
    }

    private record Drawing(SplittableRandom random, ClusterDescription cluster) {
        Trouble trouble() {
            return switch (random.nextInt(18)) {
                case 0, 1, 2, 3 -> host();
                case 4, 5 ->
                    new Trouble.OfProcess(
                            random.nextInt(4) == 0 ? Fate.ENDS_TORN : Fate.ENDS, points(), seconds(1, 12));
                case 6 -> new Trouble.OfProcess(Fate.STOPS, points(), seconds(1, 25));
                case 7 -> new Trouble.Takeover(points(), seconds(3, 30));
                case 8 -> new Trouble.Halt(seconds(3, 15));
                case 9 -> new Trouble.ClockSet(random.nextInt(3) == 0 ? Duration.ofHours(5) : Duration.ofMinutes(-30));
                case 10 -> new Trouble.DiskFull(seconds(1, 15));
                case 11, 12 -> new Trouble.OnTheWire(one(Trouble.Wire.values()), seconds(10, 50));
                case 13 -> new Trouble.OfContainer(standBy(), one(FLAWS), seconds(30, 60));
                case 14 ->
                    new Trouble.OfTable(
                            cluster.directors()
                                    .get(random.nextInt(cluster.directors().size()))
                                    .id(),
                            one(Trouble.Change.values()),
                            random.nextInt(100),
                            seconds(5, 40));
                case 15 -> new Trouble.TakenOver(seconds(20, 60));
                case 16 -> new Trouble.OfHost(server(), Fault.Kind.KILL, seconds(35, 60));
                default -> new Trouble.ByHand(standBy(), seconds(10, 40));
            };
        }

        Trouble refusal() {
            return new Trouble.Refuses(
                    cluster.directors()
                            .get(random.nextInt(cluster.directors().size()))
                            .id(),
                    seconds(10, 50));
        }

        Trouble maintenance() {
            return new Trouble.Maintenance(server(), seconds(15, 50));
        }

        /** So long that what the other director needs must be done before this one is back. */
        List<Moment> directorOut() {
            Duration out = seconds(FIRST, FIRST + 10);
            HostId director = cluster.directors()
                    .get(random.nextInt(cluster.directors().size()))
                    .id();
            return List.of(
                    new Moment(out, new Trouble.OfHost(director, Fault.Kind.CUT, seconds(55, 70))),
                    new Moment(
                            out.plus(seconds(5, 15)), new Trouble.OfHost(server(), Fault.Kind.KILL, seconds(40, 50))));
        }

        /** A trouble that only two installations can have. */
        Trouble ofTwo() {
            int console = random.nextInt(2);
            return switch (random.nextInt(5)) {
                case 0, 1 -> new Trouble.Parted(console, some(), seconds(5, 50));
                case 2, 3 -> new Trouble.Sleeps(console, points(), seconds(35, 60));
                default -> new Trouble.TakesLease(console);
            };
        }

        /** All hosts, one, or each second one or so. */
        private Set<HostId> some() {
            List<HostId> hosts = cluster.hosts();
            return switch (random.nextInt(3)) {
                case 0 -> new LinkedHashSet<>(hosts);
                case 1 -> new LinkedHashSet<>(List.of(hosts.get(random.nextInt(hosts.size()))));
                default -> {
                    Set<HostId> some = new LinkedHashSet<>(hosts);
                    some.removeIf(_ -> random.nextBoolean());
                    yield some;
                }
            };
        }

        private Trouble host() {
            List<HostId> hosts = cluster.hosts();
            HostId host = hosts.get(random.nextInt(hosts.size()));
            List<Fault.Kind> kinds = List.of(Fault.Kind.KILL, Fault.Kind.FREEZE, Fault.Kind.CUT);
            return new Trouble.OfHost(host, kinds.get(random.nextInt(3)), seconds(3, 40));
        }

        /** Longer than the term of the lease and the patience of a director. */
        Trouble longDeath() {
            return new Trouble.OfProcess(Fate.ENDS, points(), seconds(50, 90));
        }

        private ServerId server() {
            return cluster.servers()
                    .get(random.nextInt(cluster.servers().size()))
                    .id();
        }

        private int points() {
            return random.nextInt(40);
        }

        private Duration seconds(int from, int to) {
            return Duration.ofMillis(200L * random.nextInt(from * 5, to * 5));
        }

        private <T> T one(T[] values) {
            return values[random.nextInt(values.length)];
        }

        private ContainerId standBy() {
            List<ContainerId> all = cluster.servers().stream()
                    .flatMap(s ->
                            s.containers().stream().filter(c -> !c.home()).map(c -> new ContainerId(s.id(), c.name())))
                    .toList();
            ContainerId none = new ContainerId(cluster.servers().getFirst().id(), "none");
            return all.isEmpty() ? none : all.get(random.nextInt(all.size()));
        }
    }
}
