package dev.headroom.bench.finder;

import dev.headroom.ma2scf.placement.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A problem that every finder gets.
 *
 * @param family trials of one family are of one kind and differ in size: growth is measured within a family
 * @param name for showing
 * @param seed 0 for a problem from a file
 * @param problem generates it at each call, so that only one problem is in memory at once
 * @param made empty for a problem from a file
 */
public record Trial(String family, String name, long seed, Supplier<Problem> problem, Optional<Made> made) {

    /** The parameters of a generated problem, with which another process can generate it again. */
    record Made(Regime regime, Scale scale) {}

    /** A generated problem. */
    public static Trial of(Regime regime, Scale scale, long seed) {
        String family = regime.name().toLowerCase(Locale.ROOT);
        return new Trial(
                family,
                family + " " + scale,
                seed,
                () -> regime.problem(scale, seed),
                Optional.of(new Made(regime, scale)));
    }

    /** A problem from a file. */
    public static Trial of(String family, String name, Problem problem) {
        return new Trial(family, family + " " + name, 0, () -> problem, Optional.empty());
    }

    /** The number of pairs of a server and a service that may run on it: the work of a finder depends on it. */
    static long pairs(Problem problem) {
        return IntStream.range(0, problem.servers())
                .mapToLong(server -> problem.candidates(server).length)
                .sum();
    }

    /** The whole demand, units times value. */
    static double asked(Problem problem) {
        return IntStream.range(0, problem.services())
                .mapToDouble(i -> problem.demand(i) * problem.borrower(i).value())
                .sum();
    }
}
