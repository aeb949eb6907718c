package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** A random question of several services to several lenders. */
record ManyRequests(List<Request> requests, List<Lender> lenders) {
    private static final int ZONES = 3;

    /** With every kind of limit that there is. */
    static ManyRequests of(long seed) {
        Random random = new Random(seed);
        return of(random, 2 + random.nextInt(3), 1 + random.nextInt(7), true);
    }

    /** One of fifty is as {@link #of}; the others are so small that ten thousand take no longer than those together. */
    static ManyRequests mostlySmall(long seed) {
        if (Math.floorMod(seed, 50) == 0) {
            return of(seed);
        }
        Random random = new Random(seed);
        boolean two = random.nextInt(4) > 0;
        return of(random, two ? 2 : 3, 1 + random.nextInt(two ? 3 : 2), true);
    }

    static ManyRequests of(Random random, int services, int servers, boolean limited) {
        List<Lender> lenders = new ArrayList<>();
        for (int j = 0; j < servers; j++) {
            double network = limited ? random.nextInt(3) * 1e6 : 0;
            ServerLoad load = new ServerLoad(
                    new Resources(2 + random.nextInt(8), 8L << 20, network),
                    new Resources(
                            random.nextDouble() * 3,
                            (long) random.nextInt(8) << 20,
                            network * random.nextDouble() * 0.8));
            lenders.add(Lender.of(
                    new ServerId("rs" + j),
                    new ZoneId("z" + random.nextInt(ZONES)),
                    load,
                    0.125,
                    random.nextInt(3),
                    4));
        }
        // services are kept apart in both directions
        int apartAt = random.nextInt(8);
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            requests.add(request(random, "s" + i, services, lenders, limited, apartAt));
        }
        return new ManyRequests(requests, lenders);
    }

    private static Request request(
            Random random, String name, int services, List<Lender> lenders, boolean limited, int apartAt) {
        List<Request.Candidate> candidates = new ArrayList<>();
        for (Lender lender : lenders) {
            if (random.nextInt(4) > 0) {
                candidates.add(new Request.Candidate(
                        lender.server(),
                        IntStream.range(0, 1 + random.nextInt(3))
                                .mapToObj(n -> new ContainerId(lender.server(), name + "-" + n))
                                .toList()));
            }
        }
        double limit = random.nextBoolean() ? Double.POSITIVE_INFINITY : (1 + random.nextInt(6)) * 50.0;
        Request.Need need = new Request.Need(
                        random.nextDouble() * 900,
                        0.005 + random.nextDouble() * 0.01,
                        limit,
                        (long) random.nextInt(4) << 20,
                        limited && random.nextInt(4) == 0 ? 1 : 0)
                .withNetworkCost(limited ? random.nextInt(3) * 2500.0 : 0)
                .withLeastAmount(limited ? random.nextInt(3) * 12.5 : 0);
        Set<ServiceId> apart = new HashSet<>();
        for (int other = 0; limited && other < services; other++) {
            int pair = other + Integer.parseInt(name.substring(1));
            if (!name.equals("s" + other) && pair % 4 == apartAt) {
                apart.add(new ServiceId("s" + other));
            }
        }
        Request.Limits limits = limited
                ? new Request.Limits(
                        random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(6),
                        random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(4),
                        Map.of(new ZoneId("z0"), random.nextInt(2), new ZoneId("z1"), random.nextInt(3)),
                        apart)
                : Request.Limits.NONE;
        Set<ZoneId> avoided = limited && random.nextInt(4) == 0 ? Set.of(new ZoneId("z2")) : Set.of();
        return new Request(
                new ServiceId(name),
                random.nextInt(3),
                1 + random.nextInt(3),
                need,
                limits,
                Set.of(new ZoneId("z0")),
                avoided,
                candidates,
                Map.of());
    }

    List<Finding> found() {
        return new ManyBorrowersFinder().find(requests, lenders);
    }
}
