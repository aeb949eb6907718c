package dev.headroom.ma2scf;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.policy.Restraint;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Small clusters of random shape and load, with random faults. The same seed makes the same cluster. See decision
 * 0062.
 */
public final class RandomWorld {
    public static final List<String> SERVICES = List.of("web", "shop", "mail");
    private static final int MOST_SERVERS = 6;

    private static final int WEIGHT_OF_A_CORE = 25;

    private RandomWorld() {}

    /** At most one home or stand-by container of a service on a server, or both. */
    private enum Part {
        NONE,
        HOME,
        STAND_BY,
        BOTH;

        static Part drawn(Random random) {
            int n = random.nextInt(10);
            return n < 2 ? NONE : n < 5 ? HOME : n < 9 ? STAND_BY : BOTH;
        }

        boolean isHome() {
            return this == HOME || this == BOTH;
        }
    }

    private record Server(int zone, int cores, double other, List<Part> parts, int weight) {}

    private record Shape(String scheduler, List<Integer> minimums, List<Integer> priorities, List<Server> servers) {
        long homes(int service) {
            return servers.stream().filter(s -> s.parts().get(service).isHome()).count();
        }

        double homeCores(int service) {
            return servers.stream()
                    .filter(s -> s.parts().get(service).isHome())
                    .mapToDouble(Server::cores)
                    .sum();
        }
    }

    private static Shape shape(Random random, int services) {
        int count = 2 + random.nextInt(MOST_SERVERS - 1);
        String scheduler = List.of("wlc", "wlc", "wlc", "wrr", "sed", "rr").get(random.nextInt(6));
        List<Integer> minimums = random.ints(services, 0, 3).boxed().toList();
        List<Integer> priorities = random.ints(services, 1, 4).boxed().toList();
        List<Server> servers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int cores = 1 + random.nextInt(8);
            servers.add(new Server(
                    random.nextInt(3),
                    cores,
                    random.nextDouble() * 0.2 * cores,
                    IntStream.range(0, services)
                            .mapToObj(_ -> Part.drawn(random))
                            .toList(),
                    1 + random.nextInt(200)));
        }
        return new Shape(scheduler, minimums, priorities, servers);
    }

    /** The demand of each service is between 0 and 4/3 of what its home containers can carry. */
    public static World of(long seed) {
        Random random = new Random(seed);
        return of(random, 1 + random.nextInt(SERVICES.size()), 1.33, List.of());
    }

    /** As {@link #of}, but servers are alike: which of them lends is a matter of ties. */
    public static World alike(long seed) {
        Random random = new Random(seed);
        int services = 1 + random.nextInt(SERVICES.size());
        return of(random, alike(shape(random, services)), services, 1.33, List.of());
    }

    private static Shape alike(Shape shape) {
        return new Shape(
                shape.scheduler(),
                shape.minimums(),
                shape.priorities(),
                shape.servers().stream()
                        .map(s -> new Server(0, 4, 0.5, s.parts(), 100))
                        .toList());
    }

    /**
     * The demand of each service is at most a tenth of what its home containers can carry, whose weights are as the cores of their
     * servers, and these containers are enough for its minimum.
     */
    public static World calm(long seed) {
        Random random = new Random(seed);
        int services = 1 + random.nextInt(SERVICES.size());
        return of(random, fair(shape(random, services)), services, 0.1, List.of());
    }

    private static Shape fair(Shape shape) {
        return new Shape(
                shape.scheduler().equals("rr") ? "wrr" : shape.scheduler(),
                shape.minimums(),
                shape.priorities(),
                shape.servers().stream()
                        .map(s -> new Server(s.zone(), s.cores(), s.other(), s.parts(), WEIGHT_OF_A_CORE * s.cores()))
                        .toList());
    }

    /** One service; server number {@code i + 1} of {@code of(seed)} has number {@code names.get(i)}. */
    public static World oneService(long seed, List<Integer> names) {
        return of(new Random(seed), 1, 1.33, names);
    }

    private static World of(Random random, int services, double most, List<Integer> names) {
        return of(random, shape(random, services), services, most, names);
    }

    private static World of(Random random, Shape shape, int services, double most, List<Integer> names) {
        Clusters clusters = Clusters.empty().scheduler(shape.scheduler());
        for (int i = 0; i < services; i++) {
            int minimum = shape.minimums().get(i);
            clusters.service(
                    SERVICES.get(i),
                    shape.priorities().get(i),
                    most < 1 ? (int) Math.min(minimum, shape.homes(i)) : minimum);
        }
        for (int n = 0; n < shape.servers().size(); n++) {
            Server server = shape.servers().get(n);
            int number = names.isEmpty() ? n + 1 : names.get(n);
            clusters.server("rs" + number, "z" + server.zone(), server.cores());
            for (int i = 0; i < services; i++) {
                String service = SERVICES.get(i);
                switch (server.parts().get(i)) {
                    case NONE -> {}
                    case HOME -> clusters.home(service, number, server.weight());
                    case STAND_BY -> clusters.standBy(service, number);
                    case BOTH -> clusters.home(service, number).secondStandBy(service, number);
                }
            }
        }
        World world = new World(clusters.build());
        for (int n = 0; n < shape.servers().size(); n++) {
            world.other(
                    names.isEmpty() ? n + 1 : names.get(n),
                    shape.servers().get(n).other());
        }
        for (int i = 0; i < services; i++) {
            double share = shape.homeCores(i) / services / World.UNIT_COST;
            world.demand(new ServiceId(SERVICES.get(i)), Math.floor(share * most * random.nextDouble()));
        }
        return world;
    }

    /** As {@link #of}, but with many limits on who may lend what to whom, and with little memory on the servers. */
    public static World limited(long seed) {
        Random random = new Random(seed);
        World world = of(random, 1 + random.nextInt(SERVICES.size()), 1.33, List.of());
        world.change(s -> new ClusterSnapshot(
                s.revision(),
                s.takenAt(),
                s.directors(),
                s.servers().stream().map(server -> limited(server, random)).toList(),
                s.services().stream().map(service -> limited(service, random)).toList()));
        Restraint restraint = new Restraint(
                random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(3),
                random.nextInt(4) == 0,
                random.nextInt(4) == 0 ? 0.1 : 0,
                random.nextInt(3),
                Restraint.USUAL_MOVE_MARGIN);
        SharingPolicy p = SharingPolicy.defaults();
        return world.policy(new SharingPolicy(
                p.overloadAt(),
                p.giveBackAt(),
                p.reserve(),
                p.holds(),
                p.deadlines(),
                1 + random.nextInt(4),
                restraint));
    }

    /** Room for no container, a few or any number; some have two stand-by containers of a service. */
    private static RealServer limited(RealServer server, Random random) {
        long used = (random.nextBoolean() ? 512 : 6000 + random.nextInt(1200)) * Clusters.MEBIBYTE;
        List<Container> containers = new ArrayList<>(server.knownContainers());
        for (Container container : server.knownContainers()) {
            if (container.role() instanceof ContainerRole.StandBy(ServiceId service, Endpoint at)
                    && random.nextBoolean()) {
                containers.add(new Container(
                        new ContainerId(server.id(), container.id().name() + "c"),
                        new ContainerRole.StandBy(service, new Endpoint(at.address(), at.port() + 2000)),
                        ContainerState.STOPPED,
                        Resources.NONE,
                        false));
            }
        }
        return new RealServer(
                server.id(),
                server.zone(),
                random.nextInt(6) > 0,
                server.load().map(load -> new ServerLoad(load.capacity(), new Resources(0, used, 0))),
                server.containers().map(_ -> containers));
    }

    private static VirtualService limited(VirtualService service, Random random) {
        int least = Math.max(1, service.minimum());
        ServiceLimits limits = ServiceLimits.NONE;
        if (random.nextInt(3) == 0) {
            limits = limits.withMaximum(least + random.nextInt(4));
        }
        if (random.nextInt(3) == 0) {
            limits = limits.withPerServer(1 + random.nextInt(2));
        }
        if (random.nextInt(3) == 0) {
            limits = limits.withPerZone(1 + random.nextInt(3));
        }
        if (random.nextBoolean()) {
            limits = limits.withContainerLimit(30 + random.nextInt(200));
        }
        ServerId one = Clusters.server(1 + random.nextInt(MOST_SERVERS));
        ServerId other = Clusters.server(1 + random.nextInt(MOST_SERVERS));
        limits = switch (random.nextInt(6)) {
            case 0 -> limits.withForbiddenLenders(Set.of(one));
            case 1 -> limits.withAllowedLenders(new TreeSet<>(List.of(one, other)));
            default -> limits;
        };
        ServiceId neighbour = new ServiceId(SERVICES.get(random.nextInt(SERVICES.size())));
        return service.withLimits(
                random.nextInt(3) == 0 && !neighbour.equals(service.id())
                        ? limits.withApart(Set.of(neighbour))
                        : limits);
    }

    /** Demand falls to nearly nothing. */
    public static void calm(World world, long seed) {
        Random random = new Random(seed + 1);
        for (String service : SERVICES) {
            world.demand(new ServiceId(service), random.nextInt(10));
        }
    }

    /** The demand of every service becomes a value between 0 and what a few servers can carry. */
    public static void surge(World world, long seed) {
        Random random = new Random(seed + 2);
        for (String service : SERVICES) {
            world.demand(new ServiceId(service), random.nextInt(900));
        }
    }

    /** Every fault has ended. */
    public static void heal(World world) {
        for (int server = 1; server <= MOST_SERVERS; server++) {
            world.revive(server);
        }
    }

    /** One more fault: a server dies or can no longer be read. */
    public static void strike(World world, long seed) {
        Random random = new Random(~seed);
        int server = 1 + random.nextInt(MOST_SERVERS);
        switch (random.nextInt(3)) {
            case 0 -> world.kill(server);
            case 1 -> world.cutOff(server);
            default -> {}
        }
    }
}
