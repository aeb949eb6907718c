package dev.headroom.bench.finder;

import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Solution;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A finder's answer.
 *
 * @param proof empty for a finder that proves no bound
 */
record Answer(Placement placement, Optional<Solution> proof) {

    static Answer of(Solution solution) {
        return new Answer(solution.placement(), Optional.of(solution));
    }

    static Answer unproven(Placement placement) {
        return new Answer(placement, Optional.empty());
    }

    /** The upper bound on the amount; empty where the finder proves none. */
    OptionalDouble bound() {
        return proof.map(solution -> OptionalDouble.of(solution.bound())).orElse(OptionalDouble.empty());
    }
}
