package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Proposal;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.ipvs.ServiceTotals;
import dev.headroom.simulation.loop.SimulatedLoop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in stories have the ends that they promise, whatever their seed. */
class StoryTest {
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final ServiceId MEDIA = new ServiceId("media");
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final DirectorId LB2 = new DirectorId("lb2");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aCrowdIsHelpedADeadServerReplacedAndAllGivenBack(long seed) {
        Scenario story = Scenarios.flashCrowd(seed);
        SimulatedLoop loop = new SimulatedLoop(story);
        String tables = tables(loop);

        loop.runUntil(Duration.ofSeconds(28));
        assertThat(kinds(loop)).as("the crowd: %s", loop.diary()).containsOnly(PlanKind.BORROW);
        assertThat(loop.state().memory().loansTo(SHOP)).isNotEmpty();
        ServiceTotals crowded = loop.cluster().totals(SHOP);
        assertThat(crowded.failed()).isZero();
        assertThat(crowded.latency()).isLessThan(Duration.ofMillis(400));

        loop.runUntil(Duration.ofSeconds(62));
        assertThat(loop.state().memory().loans())
                .as("calm again: %s", loop.diary())
                .isEmpty();
        assertThat(tables(loop)).isEqualTo(tables);
        assertThat(loop.cluster().totals().failed()).isLessThan(2);

        loop.runUntil(Duration.ofSeconds(75));
        assertThat(loop.state().memory().loansTo(MEDIA))
                .as("rs5 is dead: %s", loop.diary())
                .isNotEmpty();
        double lost = loop.cluster().totals(MEDIA).failed();
        // no destination that may be alive loses its clients before another one serves, which takes one start longer
        assertThat(lost).isBetween(50.0, 400.0);

        loop.runUntil(story.end());
        assertThat(loop.state().memory().loans())
                .as("the end: %s", loop.diary())
                .isEmpty();
        assertThat(tables(loop)).isEqualTo(tables);
        assertThat(loop.cluster().totals().failed()).isLessThan(lost + 5);
        assertThat(loop.state().proposals()).extracting(Proposal::status).containsOnly(Proposal.Status.DONE);
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        SimulatedLoop first = new SimulatedLoop(Scenarios.flashCrowd(9));
        SimulatedLoop second = new SimulatedLoop(Scenarios.flashCrowd(9));

        first.runUntil(Duration.ofSeconds(40));
        second.runUntil(Duration.ofSeconds(40));

        assertThat(second.diary()).isEqualTo(first.diary()).isNotEmpty();
    }

    @Test
    void nothingIsDoneWhenNothingHappens() {
        SimulatedLoop loop = new SimulatedLoop(Scenarios.steady(1));

        loop.runUntil(Duration.ofMinutes(2));

        assertThat(loop.diary()).isEmpty();
    }

    private static List<PlanKind> kinds(SimulatedLoop loop) {
        return loop.state().proposals().stream().map(p -> p.plan().kind()).toList();
    }

    private static String tables(SimulatedLoop loop) {
        return loop.output(LB1, "ipvsadm -Sn") + loop.output(LB2, "ipvsadm -Sn");
    }
}
