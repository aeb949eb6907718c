package dev.headroom.ma2scf;

import dev.headroom.ma2scf.model.ServiceId;
import java.util.List;
import java.util.Random;

/** Clusters of random shape, load and misfortune. The same seed makes the same cluster. */
public final class RandomWorld {
    private static final List<String> SERVICES = List.of("web", "shop", "mail");

    private RandomWorld() {}

    public static World of(long seed) {
        Random random = new Random(seed);
        int servers = 2 + random.nextInt(6);
        int services = 1 + random.nextInt(SERVICES.size());
        Clusters clusters = Clusters.empty().scheduler(random.nextInt(5) == 0 ? "rr" : "wlc");
        for (int i = 0; i < services; i++) {
            clusters.service(SERVICES.get(i), 1 + random.nextInt(3), random.nextInt(3));
        }
        for (int server = 1; server <= servers; server++) {
            clusters.server("rs" + server, "z" + random.nextInt(3), 1 + random.nextInt(8));
            for (int i = 0; i < services; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> clusters.home(SERVICES.get(i), server, 1 + random.nextInt(200));
                    case 1 -> clusters.standBy(SERVICES.get(i), server);
                    case 2 -> clusters.home(SERVICES.get(i), server).secondStandBy(SERVICES.get(i), server);
                    default -> {}
                }
            }
        }
        World world = new World(clusters.build());
        for (int i = 0; i < services; i++) {
            world.demand(new ServiceId(SERVICES.get(i)), random.nextInt(900));
        }
        for (int server = 1; server <= servers; server++) {
            world.other(server, random.nextDouble());
        }
        return world;
    }

    /** Demand falls to a tenth of what it may have been. */
    public static void calm(World world, long seed) {
        Random random = new Random(seed + 1);
        for (String service : SERVICES) {
            world.demand(new ServiceId(service), random.nextInt(90));
        }
    }

    /** One more misfortune: a server dies or can no longer be read. */
    public static void strike(World world, long seed) {
        Random random = new Random(~seed);
        int server = 1 + random.nextInt(7);
        switch (random.nextInt(3)) {
            case 0 -> world.kill(server);
            case 1 -> world.cutOff(server);
            default -> {}
        }
    }
}
