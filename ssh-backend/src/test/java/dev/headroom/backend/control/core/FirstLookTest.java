package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.LB1;
import static dev.headroom.backend.control.core.PerfectCluster.RS1;
import static dev.headroom.backend.control.core.PerfectCluster.RS2;
import static dev.headroom.backend.control.core.PerfectCluster.START;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.borrow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.HostStatus.State;
import dev.headroom.backend.control.Notice.Topic;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The master does not take a part of a cluster for the whole: it proposes nothing before it has tried to read every
 * host.
 */
class FirstLookTest {
    private static final String WAITS =
            "Waits for the first reading of rs2 (1 of 3 hosts) before it proposes anything or acts by itself.";

    private static Loop loop(Mode mode) {
        Loop loop = new Loop(mode);
        for (HostId host : List.of(LB1, RS1, RS2)) {
            loop.cluster.looks(host, host.equals(RS2) ? State.CONNECTING : State.CONNECTED, START);
        }
        loop.judgement.propose(borrow(WEB, 1, 10));
        return loop;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void nothingIsProposedOrSentBeforeEveryHostWasLookedAt(Mode mode) {
        Loop loop = loop(mode);

        loop.goesOn();
        loop.goesOn();

        assertThat(loop.state.proposals()).isEmpty();
        assertThat(loop.sent()).isEmpty();
        assertThat(loop.state.continuity().look().sentence()).contains(WAITS);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"CONNECTED", "RETRYING", "REFUSED"})
    void aFailureIsALookToo(State looked) {
        Loop loop = loop(Mode.AUTOMATIC);
        loop.goesOn();

        loop.cluster.looks(RS2, looked, loop.now);
        loop.observes();

        assertThat(loop.state.running()).hasSize(1);
        assertThat(loop.state.continuity().look().sentence()).isEmpty();
    }

    @Test
    void theNoticeComesWhenTheWaitIsLongAndGoesWithIt() {
        Loop loop = loop(Mode.AUTOMATIC);
        loop.observes();
        assertThat(loop.state.notices()).isEmpty();

        loop.after(Duration.ofSeconds(10));
        loop.observes();
        loop.observes();
        assertThat(loop.state.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.topic()).isEqualTo(Topic.FIRST_LOOK);
            assertThat(notice.sentence()).isEqualTo(WAITS);
        });

        loop.cluster.looks(RS2, State.RETRYING, loop.now);
        loop.observes();
        assertThat(loop.state.notices()).noneMatch(n -> n.topic().equals(Topic.FIRST_LOOK));
    }

    @Test
    void aHostThatGivesNeitherAReportNorAFailureIsNotWaitedForForEver() {
        Loop loop = loop(Mode.AUTOMATIC);
        loop.after(Duration.ofMinutes(5));

        loop.goesOn();

        assertThat(loop.sent()).hasSize(3);
    }

    @Test
    void everyHostIsLookedAtAnewAfterASleep() {
        Loop loop = loop(Mode.AUTOMATIC);
        loop.cluster.looks(RS2, State.CONNECTED, START);
        loop.judgement.say(new dev.headroom.ma2scf.plan.Verdict.NoChange(WEB, List.of()));
        loop.observes();
        assertThat(loop.state.continuity().look().isDone()).isTrue();

        loop.cluster.looks(RS2, State.CONNECTING, loop.now);
        loop.judgement.propose(borrow(WEB, 1, 10));
        loop.goesOn();

        assertThat(loop.sent()).isEmpty();
        assertThat(loop.state.continuity().look().sentence()).contains(WAITS);
    }

    @Test
    void aServerWhoseLoadIsNotKnownYetIsNotLookedAt() {
        Loop loop = loop(Mode.AUTOMATIC);
        loop.cluster.looks(RS2, State.CONNECTED, START);
        loop.cluster.isLate(true);
        loop.goesOn();
        assertThat(loop.state.continuity().look().sentence()).contains(WAITS);

        loop.cluster.isLate(false);
        loop.goesOn();
        assertThat(loop.sent()).hasSize(3);
    }

    @Test
    void aServerThatTellsNoLoadIsNotWaitedForForEver() {
        Loop loop = loop(Mode.AUTOMATIC);
        loop.cluster.looks(RS2, State.CONNECTED, START);
        loop.cluster.isLate(true);
        loop.after(Duration.ofSeconds(30));

        loop.observes();

        assertThat(loop.state.continuity().look().isDone()).isTrue();
    }

    @Test
    void aHostThatWasLookedAtAndIsLateHoldsNothingUp() {
        Loop loop = loop(Mode.AUTOMATIC);
        loop.cluster.looks(RS2, State.CONNECTED, START);
        loop.observes();

        loop.cluster.isLate(true);
        loop.observes();

        assertThat(loop.state.continuity().look().isDone()).isTrue();
    }
}
