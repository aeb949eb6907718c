package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.MAIL;
import static dev.headroom.backend.control.core.PerfectCluster.RS3;
import static dev.headroom.backend.control.core.PerfectCluster.RS4;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.borrow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Notice.Topic;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two masters with state folders of their own tell of each other, and automatic mode does not act against the other. */
class OtherMastersTest {
    private static final String WARNING =
            "rs4/web was started by another Headroom installation (ops2, cluster shop). Two masters that act on one cluster undo each other's changes: stop one, or let both use one state folder. Automatic mode leaves the services of such loans to an operator.";

    private static Loop beside(Mode mode) {
        Loop loop = new Loop(mode, Map.of(), PerfectCluster.wide());
        loop.cluster.startedByAnother(WEB, RS4, "ops2, cluster shop");
        return loop;
    }

    @Test
    void aMarkerOfAnotherInstallationIsSaidAsLongAsItsLoanRuns() {
        Loop loop = beside(Mode.WATCH);
        loop.observes();
        loop.after(Duration.ofHours(1));
        loop.observes();

        assertThat(loop.state.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.topic()).isEqualTo(Topic.OTHER_MASTER);
            assertThat(notice.severity()).isEqualTo(Notice.Severity.WARNING);
            assertThat(notice.sentence()).isEqualTo(WARNING);
            assertThat(notice.lasts()).isTrue();
        });

        loop.cluster.stopped(WEB, RS4);
        loop.observes();
        assertThat(loop.state.notices()).isEmpty();
    }

    @Test
    void automaticModeLeavesTheServiceToAnOperatorAndGoesOnElsewhere() {
        Loop loop = beside(Mode.AUTOMATIC);
        loop.judgement.propose(borrow(WEB, RS3, 1, 10));
        loop.judgement.propose(borrow(MAIL, RS3, 1, 10));

        loop.goesOn();
        loop.goesOn();

        assertThat(loop.state.open()).extracting(p -> p.plan().service()).containsExactly(WEB);
        assertThat(loop.sent()).isNotEmpty().allMatch(s -> s.action().describe().contains("mail"));
    }

    @Test
    void whatThisInstallationTookFromAHomeItGivesBackBesideALoanOfTheOther() {
        Loop loop = beside(Mode.AUTOMATIC);
        List<Action> restoring = new ArrayList<>();
        for (Action action : PerfectCluster.quiesce(WEB, 10).actions()) {
            loop.cluster.apply(action);
            TableAction.SetWeight quiesced = (TableAction.SetWeight) action;
            restoring.add(new TableAction.SetWeight(
                    quiesced.director(),
                    WEB,
                    PerfectCluster.address(WEB),
                    quiesced.after(),
                    quiesced.before().weight()));
        }
        loop.judgement.propose(PerfectCluster.plan(PlanKind.RESTORE, WEB, 10, restoring.toArray(Action[]::new)));

        loop.observes();
        loop.observes();

        assertThat(loop.sent()).extracting(Effect.Send::action).containsExactly(restoring.getFirst());
    }

    @Test
    void whileTheLeaseKeepsTheOtherAwayAutomaticModeActsAndSaysSo() {
        Loop loop = beside(Mode.AUTOMATIC);
        loop.happens(new Event.LeaseSettled(Optional.of(7L)));
        loop.judgement.propose(borrow(WEB, RS3, 1, 10));

        loop.goesOn();

        assertThat(loop.sent()).isNotEmpty();
        assertThat(loop.state.notices())
                .filteredOn(notice -> notice.topic().equals(Topic.OTHER_MASTER))
                .singleElement()
                .satisfies(
                        notice -> assertThat(notice.sentence())
                                .isEqualTo(
                                        "rs4/web was started by another Headroom installation (ops2, cluster shop). Only that one ends it. While this master holds the lease of the hosts, the other can change nothing."));
    }

    @Test
    void anOperatorMayActAllTheSame() {
        Loop loop = beside(Mode.MANUAL);

        assertThat(Loop.refusals(loop.approves(loop.proposed(borrow(WEB, RS3, 1, 10)))))
                .isEmpty();
    }

    @Test
    void automaticModeGoesOnWhenTheLoanOfTheOtherHasEnded() {
        Loop loop = beside(Mode.AUTOMATIC);
        loop.judgement.propose(borrow(WEB, RS3, 1, 10));
        loop.goesOn();
        assertThat(loop.sent()).isEmpty();

        loop.cluster.stopped(WEB, RS4);
        loop.goesOn();

        assertThat(loop.sent()).isNotEmpty();
    }
}
