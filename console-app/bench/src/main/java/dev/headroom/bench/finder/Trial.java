package dev.headroom.bench.finder;

import dev.headroom.ma2scf.placement.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One problem that every finder gets.
 *
 * @param family trials of one family are of one kind and differ in size: growth is measured within it
 * @param name what it is, for showing
 * @param seed 0 for problems that were read
 * @param problem makes it anew each time, so that only one is in memory at once
 * @param made empty for problems that were read
 */
public record Trial(String family, String name, long seed, Supplier<Problem> problem, Optional<Made> made) {

    /** How a made problem was made, so that another process can make it again. */
    record Made(Regime regime, Scale scale) {}

    /** A made problem. */
    public static Trial of(Regime regime, Scale scale, long seed) {
        String family = regime.name().toLowerCase(Locale.ROOT);
        return new Trial(
                family,
                family + " " + scale,
                seed,
                () -> regime.problem(scale, seed),
                Optional.of(new Made(regime, scale)));
    }

    /** A problem that was read. */
    public static Trial of(String family, String name, Problem problem) {
        return new Trial(family, family + " " + name, 0, () -> problem, Optional.empty());
    }

    /** Pairs of a server and a service that may run there: what a finder may have to look at. */
    static long pairs(Problem problem) {
        return IntStream.range(0, problem.servers())
                .mapToLong(server -> problem.candidates(server).length)
                .sum();
    }

    /** All that is asked, each unit times its value. */
    static double asked(Problem problem) {
        return IntStream.range(0, problem.services())
                .mapToDouble(i -> problem.demand(i) * problem.borrower(i).value())
                .sum();
    }
}
