package dev.headroom.bench.finder;

import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import dev.headroom.ma2scf.placement.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes the problem of the next frame: the placed containers run, and a few readings have changed. */
final class NextFrame {
    /** The part of the servers, and of the services, whose reading changes: at least one of each. */
    private static final double CHANGED = 0.01;

    private static final double MOST_CHANGE = 0.2;

    private NextFrame() {}

    static Problem of(Problem before, Placement placed, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Problem.Builder builder = Problem.builder();
        boolean[] servers = chosen(random, before.servers());
        for (int j = 0; j < before.servers(); j++) {
            builder.add(servers[j] ? changed(before.supply(j), random) : before.supply(j));
        }
        boolean[] services = chosen(random, before.services());
        for (int i = 0; i < before.services(); i++) {
            builder.add(services[i] ? changed(before.borrower(i), random) : before.borrower(i));
        }
        for (int j = 0; j < before.servers(); j++) {
            if (!before.isOpen()) {
                for (int i : before.candidates(j)) {
                    builder.allow(i, j, before.most(i, j));
                }
            }
            for (int at = 0; at < placed.size(j); at++) {
                builder.running(placed.serviceAt(j, at), j, placed.countAt(j, at));
            }
        }
        return builder.build();
    }

    private static boolean[] chosen(SplittableRandom random, int size) {
        boolean[] chosen = new boolean[size];
        long count = Math.max(1, Math.round(size * CHANGED));
        while (count > 0) {
            int at = random.nextInt(size);
            count -= chosen[at] ? 0 : 1;
            chosen[at] = true;
        }
        return chosen;
    }

    private static Supply changed(Supply supply, SplittableRandom random) {
        List<Double> lendable = new ArrayList<>(supply.lendable());
        lendable.set(0, lendable.getFirst() * factor(random));
        return new Supply(lendable, supply.room(), supply.zone());
    }

    private static Borrower changed(Borrower borrower, SplittableRandom random) {
        return new Borrower(
                borrower.demand() * factor(random),
                borrower.value(),
                borrower.priority(),
                borrower.unitCost(),
                borrower.footprint(),
                borrower.containerLimit(),
                borrower.limits());
    }

    private static double factor(SplittableRandom random) {
        return 1 + random.nextDouble(-MOST_CHANGE, MOST_CHANGE);
    }
}
