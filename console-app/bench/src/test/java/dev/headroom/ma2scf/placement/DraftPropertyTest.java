package dev.headroom.ma2scf.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.bench.trial.Feasibility;
import dev.headroom.bench.trial.RandomProblems;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DraftPropertyTest {
    @Property
    void whatMayBeStartedIsAllowedAndOneMoreIsNot(@ForAll long seed) {
        Problem problem = RandomProblems.withLimits(seed);
        Draft draft = new Draft(problem);
        SmallProblems.putSome(draft, new SplittableRandom(seed));
        assertThat(Feasibility.violations(problem, draft.placement())).isEmpty();
        for (int j = 0; j < problem.servers(); j++) {
            for (int i = 0; i < problem.services(); i++) {
                int count = draft.placement().count(i, j);
                Placement over = draft.copy();
                over.set(i, j, count + draft.startable(i, j) + 1, 0);
                assertThat(Feasibility.violations(problem, over)).isNotEmpty();
            }
        }
    }

    @Property
    void whatIsTakenBackLeavesNoTrace(@ForAll long seed) {
        Problem problem = RandomProblems.withLimits(seed);
        SplittableRandom random = new SplittableRandom(seed);
        Draft draft = new Draft(problem);
        draft.open(0);
        SmallProblems.putSome(draft, random);
        new LoadShift(draft).run(Patience.endless());
        Placement before = draft.copy();
        double amount = draft.amount();
        int changes = draft.changes();
        int missing = draft.missing();
        int[] startable = startable(draft);
        draft.mark();
        // more changes than the log holds at first
        for (int n = 0; n < 100; n++) {
            int count = random.nextInt(3);
            draft.put(
                    random.nextInt(problem.services()),
                    random.nextInt(problem.servers()),
                    count,
                    count == 0 ? 0 : random.nextDouble());
        }
        draft.takeBack();
        assertThat(draft.amount()).isCloseTo(amount, within(1e-9));
        assertThat(draft.changes()).isEqualTo(changes).isEqualTo(before.starts() + before.stops());
        assertThat(draft.missing()).isEqualTo(missing);
        assertThat(startable(draft)).isEqualTo(startable);
        for (int j = 0; j < problem.servers(); j++) {
            for (int i = 0; i < problem.services(); i++) {
                assertThat(draft.placement().count(i, j)).isEqualTo(before.count(i, j));
                assertThat(draft.placement().load(i, j)).isEqualTo(before.load(i, j));
            }
        }
    }

    private static int[] startable(Draft draft) {
        Problem problem = draft.problem();
        int[] startable = new int[problem.servers() * problem.services()];
        for (int at = 0; at < startable.length; at++) {
            startable[at] = draft.startable(at % problem.services(), at / problem.services());
        }
        return startable;
    }
}
