package dev.headroom.console.bench;

import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Placer;
import dev.headroom.ma2scf.placement.Problem;
import dev.headroom.ma2scf.trial.DensityFirst;
import dev.headroom.ma2scf.trial.NaiveMostAvailable;
import dev.headroom.ma2scf.trial.ShiftAndRefill;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One finder that takes part. */
interface Contestant {

    /** As the table has it. */
    String label();

    /** Knowing nothing but the problem. */
    Placement place(Problem problem, Patience patience);

    /** Knowing the answer to the frame before. A finder that has no use for it starts again. */
    default Placement next(Problem next, Placement before, Patience patience) {
        return place(next, patience);
    }

    /** More cannot be served; empty where the finder does not say. Of the answer it gave last. */
    default OptionalDouble bound() {
        return OptionalDouble.empty();
    }

    /** Empty unless the finder can stop at a smaller amount. */
    default Optional<Ours> ours(Placement placed) {
        return Optional.empty();
    }

    /** Ours first, then the finders that others have published or would write first. */
    static List<Contestant> all() {
        return List.of(
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
            public Placement place(Problem problem, Patience patience) {
                return placer.place(problem, patience);
            }
        };
    }
}
