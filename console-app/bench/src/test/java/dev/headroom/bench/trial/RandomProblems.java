package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Borrower.Limits;
import dev.headroom.ma2scf.placement.Problem;
import dev.headroom.ma2scf.placement.Supply;
import java.util.List;
import java.util.SplittableRandom;

/** Small problems in which every kind of limit occurs and binds, on the same grid as {@link Instances}. */
public final class RandomProblems {
    private RandomProblems() {}

    public static Problem withLimits(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Problem.Builder builder = Problem.builder();
        int servers = random.nextInt(1, 7);
        int services = random.nextInt(1, 6);
        for (int j = 0; j < servers; j++) {
            builder.add(new Supply(
                    List.of(random.nextInt(65) / 8.0, random.nextInt(33) / 8.0),
                    List.of(random.nextInt(33) / 4.0, (double) random.nextInt(5)),
                    random.nextInt(3)));
        }
        for (int i = 0; i < services; i++) {
            builder.add(borrower(random));
        }
        boolean restricted = random.nextBoolean();
        for (int j = 0; j < servers; j++) {
            for (int i = 0; i < services; i++) {
                if (restricted && random.nextInt(3) > 0) {
                    builder.allow(i, j, random.nextInt(1, 4));
                }
                if (random.nextInt(3) == 0) {
                    builder.running(i, j, random.nextInt(1, 3));
                }
            }
        }
        return builder.build();
    }

    private static Borrower borrower(SplittableRandom random) {
        int atLeast = random.nextInt(2);
        Limits limits = new Limits(
                atLeast,
                random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(1, 5),
                random.nextInt(1, 4),
                random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(1, 3),
                random.nextInt(-1, 2));
        return new Borrower(
                random.nextInt(81) / 4.0,
                random.nextInt(1, 9) / 4.0,
                random.nextInt(2),
                List.of(random.nextInt(1, 17) / 8.0, random.nextInt(9) / 8.0),
                List.of(random.nextInt(9) / 4.0, 1.0),
                random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextInt(1, 17) / 4.0,
                limits);
    }
}
