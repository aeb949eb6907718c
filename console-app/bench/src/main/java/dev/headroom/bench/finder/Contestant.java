package dev.headroom.bench.finder;

import dev.headroom.bench.trial.DensityFirst;
import dev.headroom.bench.trial.NaiveMostAvailable;
import dev.headroom.bench.trial.ShiftAndRefill;
import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placer;
import dev.headroom.ma2scf.placement.Problem;
import java.util.List;
import java.util.Optional;

/** A finder in the benchmark. */
interface Contestant {

    /** The name in the table. */
    String label();

    /** Solves a problem from its beginning. */
    Answer place(Problem problem, Patience patience);

    /**
     * Solves the problem of the next frame, given the answer to the frame before. A finder that cannot use that
     * answer solves from the beginning.
     */
    default Answer next(Problem next, Answer before, Patience patience) {
        return place(next, patience);
    }

    /**
     * The changes that it makes when it stops as soon as {@code amount} is served; empty if it never serves so much,
     * or cannot stop early.
     */
    default Optional<Changes> changesFor(double amount, Problem problem, Patience patience) {
        return Optional.empty();
    }

    /** Headroom's finder first, then the published and the obvious ones. */
    static List<Contestant> all() {
        return List.of(
                new PriceGuided(),
                of("naive", new NaiveMostAvailable()),
                of("density-first", new DensityFirst()),
                of("shift-and-refill", new ShiftAndRefill()));
    }

    /** A finder that only solves from the beginning. */
    static Contestant of(String label, Placer placer) {
        return new Contestant() {
            @Override
            public String label() {
                return label;
            }

            @Override
            public Answer place(Problem problem, Patience patience) {
                return Answer.unproven(placer.place(problem, patience));
            }
        };
    }
}
