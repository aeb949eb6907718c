package dev.headroom.ma2scf;

import dev.headroom.ma2scf.model.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Clusters of random shape, load and misfortune, small and eventful. The same seed makes the same cluster. */
public final class RandomWorld {
    public static final List<String> SERVICES = List.of("web", "shop", "mail");
    private static final int MOST_SERVERS = 6;

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

    /** Every service is asked between nothing and a third more than its homes can carry. */
    public static World of(long seed) {
        Random random = new Random(seed);
        return of(random, 1 + random.nextInt(SERVICES.size()), 1.33, List.of());
    }

    /** No service is asked more than a tenth of what its homes can carry, and the homes are enough for its minimum. */
    public static World calm(long seed) {
        Random random = new Random(seed);
        return of(random, 1 + random.nextInt(SERVICES.size()), 0.1, List.of());
    }

    /** One service; server number {@code i + 1} of {@code of(seed)} has number {@code names.get(i)}. */
    public static World oneService(long seed, List<Integer> names) {
        return of(new Random(seed), 1, 1.33, names);
    }

    private static World of(Random random, int services, double most, List<Integer> names) {
        Shape shape = shape(random, services);
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

    /** Demand falls to nearly nothing. */
    public static void calm(World world, long seed) {
        Random random = new Random(seed + 1);
        for (String service : SERVICES) {
            world.demand(new ServiceId(service), random.nextInt(10));
        }
    }

    /** Demand of every service becomes something between nothing and what a few servers can carry. */
    public static void surge(World world, long seed) {
        Random random = new Random(seed + 2);
        for (String service : SERVICES) {
            world.demand(new ServiceId(service), random.nextInt(900));
        }
    }

    /** One more misfortune: a server dies or can no longer be read. */
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
