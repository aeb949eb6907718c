package dev.headroom.ma2scf.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.bench.trial.Feasibility;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** P5: what is served is the least cut, every subset of services tried. */
class LoadShiftPropertyTest {
    @Property
    void servesTheLeastCut(@ForAll long seed) {
        Problem problem = SmallProblems.small(seed);
        Draft draft = new Draft(problem);
        draft.open(0);
        SmallProblems.putSome(draft, new SplittableRandom(seed));
        new LoadShift(draft).run(Patience.endless());
        isMost(draft);
    }

    /** Containers are placed one after the other, each with its load; those of lower value first. */
    @Property
    void servesTheLeastCutAnewWhereLoadCameInAnyOrder(@ForAll long seed) {
        Problem problem = SmallProblems.small(seed);
        Draft draft = new Draft(problem);
        draft.open(0);
        LoadShift shift = new LoadShift(draft);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i : SmallProblems.shuffled(random, problem.services())) {
            for (int j = 0; j < problem.servers(); j++) {
                if (random.nextBoolean() && draft.startable(i, j) > 0) {
                    draft.put(i, j, 1, 0);
                }
            }
            shift.run(Patience.endless());
        }
        shift.anew(Patience.endless());
        isMost(draft);
    }

    private static void isMost(Draft draft) {
        double most = Arrays.stream(Exhaustive.carriedBy(draft.placement())).sum();
        assertThat(draft.amount()).isCloseTo(most, within(1e-7 * Math.max(1, most)));
        assertThat(Feasibility.violations(draft.problem(), draft.placement())).isEmpty();
    }

    /** Service 0 must leave server 0 for server 1, so 1 must leave that for server 2, and 2 that for server 3. */
    @Example
    void movesLoadAlongAChainOfThreeServices() {
        Problem problem = SmallProblems.of(
                List.of(
                        SmallProblems.supply(1, 9),
                        SmallProblems.supply(1, 9),
                        SmallProblems.supply(1, 9),
                        SmallProblems.supply(1, 9)),
                SmallProblems.borrower(1, 1),
                SmallProblems.borrower(1, 1),
                SmallProblems.borrower(1, 1),
                SmallProblems.borrower(1, 1));
        Draft draft = new Draft(problem);
        draft.open(0);
        for (int i = 0; i < 3; i++) {
            draft.put(i, i, 1, 1);
            draft.put(i, i + 1, 1, 0);
        }
        draft.put(3, 0, 1, 0);
        new LoadShift(draft).run(Patience.endless());
        assertThat(draft.amount()).isCloseTo(4, within(1e-9));
        assertThat(draft.placement().load(3, 0)).isCloseTo(1, within(1e-9));
        assertThat(draft.placement().load(2, 3)).isCloseTo(1, within(1e-9));
    }
}
