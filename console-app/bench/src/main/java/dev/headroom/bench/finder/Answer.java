package dev.headroom.bench.finder;

import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Solution;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a finder answered.
 *
 * @param proof empty for a finder that proves nothing
 */
record Answer(Placement placement, Optional<Solution> proof) {

    static Answer of(Solution solution) {
        return new Answer(solution.placement(), Optional.of(solution));
    }

    static Answer unproven(Placement placement) {
        return new Answer(placement, Optional.empty());
    }

    /** More cannot be served; empty where the finder does not say. */
    OptionalDouble bound() {
        return proof.map(solution -> OptionalDouble.of(solution.bound())).orElse(OptionalDouble.empty());
    }
}
