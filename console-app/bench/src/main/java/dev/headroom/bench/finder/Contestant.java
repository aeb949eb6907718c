package dev.headroom.bench.finder;

import dev.headroom.bench.trial.DensityFirst;
import dev.headroom.bench.trial.NaiveMostAvailable;
import dev.headroom.bench.trial.ShiftAndRefill;
import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placer;
import dev.headroom.ma2scf.placement.Problem;
import java.util.List;
import java.util.Optional;

/** One finder that takes part. */
interface Contestant {

    /** As the table has it. */
    String label();

    /** Knowing nothing but the problem. */
    Answer place(Problem problem, Patience patience);

    /** Knowing the answer to the frame before. A finder that has no use for it starts again. */
    default Answer next(Problem next, Answer before, Patience patience) {
        return place(next, patience);
    }

    /** What it changes when it stops as soon as {@code amount} is served; empty if it never serves so much, or cannot stop early. */
    default Optional<Changes> changesFor(double amount, Problem problem, Patience patience) {
        return Optional.empty();
    }

    /** Ours first, then the finders that others have published or would write first. */
    static List<Contestant> all() {
        return List.of(
                new PriceGuided(),
                of("naive", new NaiveMostAvailable()),
                of("density-first", new DensityFirst()),
                of("shift-and-refill", new ShiftAndRefill()));
    }

    /** A finder that only places. */
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
