package dev.headroom.ma2scf.placement;

import dev.headroom.ma2scf.placement.Borrower.Limits;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Problems for random tests, and transformations of a problem that must not change its answer. */
final class SmallProblems {
    private SmallProblems() {}

    static Supply supply(double load, double room) {
        return new Supply(List.of(load), List.of(room), 0);
    }

    static Borrower borrower(double demand, double footprint) {
        return borrower(demand, 1, footprint, Double.POSITIVE_INFINITY, Limits.NONE);
    }

    static Borrower borrower(double demand, double value, double footprint, double containerLimit, Limits limits) {
        return new Borrower(demand, value, 0, List.of(1.0), List.of(footprint), containerLimit, limits);
    }

    static Problem of(List<Supply> supplies, Borrower... borrowers) {
        return builder(supplies, borrowers).build();
    }

    static Problem.Builder builder(List<Supply> supplies, Borrower... borrowers) {
        Problem.Builder builder = Problem.builder();
        supplies.forEach(builder::add);
        List.of(borrowers).forEach(builder::add);
        return builder;
    }

    /** One load resource and every limit there is, in at most six pairs, so that all combinations can be tried. */
    static Problem tiny(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int servers = random.nextInt(1, 4);
        int services = random.nextInt(1, 6 / servers + 1);
        return withOneLoadResource(random, servers, services, 1 + random.nextInt(2));
    }

    /** The same, larger. */
    static Problem small(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return withOneLoadResource(random, random.nextInt(2, 9), random.nextInt(1, 6), 1);
    }

    private static Problem withOneLoadResource(SplittableRandom random, int servers, int services, int priorities) {
        Problem.Builder builder = Problem.builder();
        for (int j = 0; j < servers; j++) {
            builder.add(new Supply(
                    List.of(random.nextInt(10) == 0 ? 0 : random.nextDouble(8)),
                    List.of(random.nextInt(4) == 0 ? random.nextDouble(4) : random.nextInt(17) / 4.0),
                    random.nextInt(2)));
        }
        for (int i = 0; i < services; i++) {
            builder.add(limited(random, random.nextInt(priorities)));
        }
        boolean restricted = random.nextBoolean();
        for (int j = 0; j < servers; j++) {
            for (int i = 0; i < services; i++) {
                if (restricted && random.nextInt(4) > 0) {
                    builder.allow(i, j, random.nextInt(1, 3));
                }
                if (random.nextInt(4) == 0) {
                    builder.running(i, j, 1);
                }
            }
        }
        return restricted ? builder.nowhereElse().build() : builder.build();
    }

    private static Borrower limited(SplittableRandom random, int priority) {
        Limits limits = new Limits(
                random.nextInt(4) == 0 ? 1 : 0,
                random.nextInt(3) > 0 ? Integer.MAX_VALUE : random.nextInt(1, 4),
                random.nextInt(1, 3),
                random.nextInt(3) > 0 ? Integer.MAX_VALUE : random.nextInt(1, 3),
                random.nextInt(3) > 0 ? Limits.WITH_ANY : random.nextInt(2));
        return new Borrower(
                random.nextDouble(12),
                random.nextBoolean() ? 1 : random.nextInt(1, 9) / 4.0,
                priority,
                List.of(random.nextBoolean() ? 1.0 : random.nextInt(1, 9) / 4.0),
                List.of(random.nextInt(4) == 0 ? random.nextDouble(0.1, 2) : random.nextInt(9) / 4.0),
                random.nextInt(3) > 0 ? Double.POSITIVE_INFINITY : random.nextDouble(0.5, 4),
                limits);
    }

    /** Containers of a problem, drawn at random; all that is put is allowed. */
    static void putSome(Draft draft, SplittableRandom random) {
        Problem problem = draft.problem();
        for (int j = 0; j < problem.servers(); j++) {
            for (int i = 0; i < problem.services(); i++) {
                int most = draft.startable(i, j);
                if (most > 0 && random.nextBoolean()) {
                    draft.put(i, j, 1 + random.nextInt(most), 0);
                }
            }
        }
    }

    static int[] shuffled(SplittableRandom random, int length) {
        int[] order = IntStream.range(0, length).toArray();
        for (int at = length - 1; at > 0; at--) {
            int other = random.nextInt(at + 1);
            int kept = order[at];
            order[at] = order[other];
            order[other] = kept;
        }
        return order;
    }

    static Problem changed(Problem problem, UnaryOperator<Supply> supply, UnaryOperator<Borrower> borrower) {
        int[] servers = IntStream.range(0, problem.servers()).toArray();
        int[] services = IntStream.range(0, problem.services()).toArray();
        return reordered(problem, servers, services, supply, borrower);
    }

    /**
     * Server and service number n of the result are {@code servers[n]} and {@code services[n]} of the problem; others
     * are left out.
     */
    static Problem reordered(
            Problem problem,
            int[] servers,
            int[] services,
            UnaryOperator<Supply> supply,
            UnaryOperator<Borrower> borrower) {
        Problem.Builder builder = Problem.builder();
        for (int j : servers) {
            builder.add(supply.apply(problem.supply(j)));
        }
        for (int i : services) {
            builder.add(borrower.apply(problem.borrower(i)));
        }
        for (int j = 0; j < servers.length; j++) {
            for (int i = 0; i < services.length; i++) {
                int most = problem.most(services[i], servers[j]);
                if (!problem.isOpen() && most > 0) {
                    builder.allow(i, j, most);
                }
                int running = problem.existing(services[i], servers[j]);
                if (running > 0) {
                    builder.running(i, j, running);
                }
            }
        }
        return problem.isOpen() ? builder.build() : builder.nowhereElse().build();
    }
}
