package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** One random question, small enough to try every answer. */
record Question(Request request, List<Lender> lenders) {
    private static final int ZONES = 3;

    static Question of(long seed) {
        Random random = new Random(seed);
        List<Lender> lenders = new ArrayList<>();
        List<Request.Candidate> candidates = new ArrayList<>();
        int servers = 1 + random.nextInt(7);
        for (int i = 0; i < servers; i++) {
            ServerId server = new ServerId("rs" + i);
            double network = random.nextInt(3) * 1e6;
            ServerLoad load = new ServerLoad(
                    new Resources(1 + random.nextInt(8), 8L << 20, network),
                    new Resources(
                            random.nextInt(12) / 4.0, (long) random.nextInt(9) << 20, network * random.nextInt(9) / 8));
            lenders.add(Lender.of(server, zone(random.nextInt(ZONES)), load, 0.125, random.nextInt(3), 4));
            candidates.add(new Request.Candidate(
                    server,
                    IntStream.range(0, random.nextInt(4))
                            .mapToObj(n -> new ContainerId(server, "web-" + n))
                            .toList()));
        }
        double limit = random.nextBoolean() ? Double.POSITIVE_INFINITY : (1 + random.nextInt(6)) * 25.0;
        Request.Need need = new Request.Need(random.nextInt(120) * 12.5, 0.01, limit, (long) random.nextInt(3) << 20, 0)
                .withNetworkCost(random.nextInt(3) * 2500.0)
                .withLeastAmount(random.nextInt(3) * 12.5);
        Request request = new Request(new ServiceId("web"), 1, need, Set.of(zone(0)), Set.of(), candidates, Map.of());
        return new Question(request.with(limits(random)), lenders);
    }

    private static Request.Limits limits(Random random) {
        return new Request.Limits(
                random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(6),
                random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(4),
                Map.of(zone(0), random.nextInt(2), zone(1), random.nextInt(3)),
                Set.of());
    }

    private static ZoneId zone(int number) {
        return new ZoneId("z" + number);
    }

    Finding finding() {
        return new SingleBorrowerFinder().find(List.of(request), lenders).getFirst();
    }

    /** What {@code containers} on one server add, straight from the formula. */
    double amount(int server, int containers) {
        Lender lender = lenders.get(server);
        Request.Need need = request.need();
        double amount =
                Math.min(containers * need.containerLimit(), lender.lendable().cpu() / need.unitCost());
        return lender.load().capacity().network() > 0 && need.networkCost() > 0
                ? Math.min(amount, lender.lendable().network() / need.networkCost())
                : amount;
    }

    int most(int server) {
        Lender lender = lenders.get(server);
        if (amount(server, 1_000_000) * request.need().unitCost() < Pieces.LEAST_CPU) {
            return 0;
        }
        int slots = Math.min(request.candidates().get(server).standBys().size(), 4 - lender.loans());
        long footprint = request.need().footprint();
        int most =
                footprint == 0 ? slots : (int) Math.min(slots, lender.lendable().memory() / footprint);
        int worth = 0;
        while (worth < most && amount(server, worth + 1) - before(server, worth) >= least()) {
            worth++;
        }
        return worth;
    }

    private double before(int server, int containers) {
        return containers == 0 ? 0 : amount(server, containers);
    }

    private double least() {
        return Math.max(FinderPropertyTest.EXACT, request.need().leastAmount());
    }

    /** The most that {@code starts} containers can add, over all ways to place them that the limits allow; index 0..all. */
    List<Double> bestByStarts() {
        List<Double> best = new ArrayList<>();
        place(0, 0, 0, new int[ZONES], best);
        return best;
    }

    private void place(int server, int starts, double sum, int[] inZones, List<Double> best) {
        if (server == lenders.size()) {
            while (best.size() <= starts) {
                best.add(Double.NEGATIVE_INFINITY);
            }
            best.set(starts, Math.max(best.get(starts), sum));
            return;
        }
        ZoneId zone = lenders.get(server).zone();
        int index = Integer.parseInt(zone.name().substring(1));
        for (int n = 0; n <= most(server); n++) {
            Request.Limits limits = request.limits();
            int there = inZones[index] + n;
            int inUse = limits.inZones().getOrDefault(zone, 0);
            if (n > 0 && (there + (long) inUse > limits.perZone() || starts + n > limits.atMost())) {
                return;
            }
            inZones[index] += n;
            place(server + 1, starts + n, sum + before(server, n), inZones, best);
            inZones[index] -= n;
        }
    }
}
