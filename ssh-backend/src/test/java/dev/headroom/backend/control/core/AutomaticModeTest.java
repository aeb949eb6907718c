package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.MAIL;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.borrow;
import static dev.headroom.backend.control.core.PerfectCluster.quiesce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Automatic mode takes the same path as an operator, with the master as approver. */
class AutomaticModeTest {
    private final Loop automatic = new Loop(Mode.AUTOMATIC);

    @Test
    void approvesTheMostUrgentServiceFirst() {
        automatic.judgement.propose(borrow(WEB, 1, 10));
        automatic.judgement.propose(borrow(MAIL, 1, 10));

        automatic.observes();
        automatic.readAtOnce();

        Proposal running = automatic.state.running().getFirst();
        assertThat(running.plan().service()).isEqualTo(MAIL);
        assertThat(running.note()).isEqualTo("Approved by automatic.");
        assertThat(automatic.sent()).hasSize(1);
        assertThat(automatic.open().plan().service()).isEqualTo(WEB);
    }

    @Test
    void leavesAServiceToTheOperatorAfterAFailureForTheTermOfAProposal() {
        automatic.judgement.propose(borrow(WEB, 1, 10));
        automatic.observes();
        automatic.readAtOnce();
        automatic.ends(new CommandOutcome.Refused("no"));
        automatic.observes();
        assertThat(automatic.open().plan().service()).isEqualTo(WEB);
        assertThat(automatic.state.running()).isEmpty();

        automatic.after(automatic.policy.deadlines().proposal().minus(Loop.INTERVAL));
        automatic.observes();
        assertThat(automatic.sent()).hasSize(1);

        automatic.observes();
        automatic.readAtOnce();
        assertThat(automatic.sent()).hasSize(2);
    }

    @Test
    void doesNotSuspendTheOtherServices() {
        automatic.judgement.propose(borrow(WEB, 1, 10));
        automatic.observes();
        automatic.readAtOnce();
        automatic.ends(new CommandOutcome.Refused("no"));
        automatic.observes();

        automatic.judgement.propose(borrow(MAIL, 1, 10));
        automatic.observes();

        assertThat(automatic.state.running().getFirst().plan().service()).isEqualTo(MAIL);
    }

    @Test
    void neverApprovesAnUndo() {
        automatic.judgement.propose(quiesce(WEB, 1));
        automatic.observes();
        automatic.readAtOnce();
        automatic.works();
        automatic.observes();
        automatic.works();
        automatic.settlesDown(WEB);
        automatic.observes();
        automatic.asked(new Intent.Undo(new ProposalId(1), Loop.OPERATOR));
        Proposal undo = automatic.open();
        assertThat(undo.plan().kind()).isEqualTo(PlanKind.UNDO);

        automatic.observes();

        assertThat(automatic.again(undo).status()).isEqualTo(Proposal.Status.OPEN);
        assertThat(automatic.again(undo).prospects().automatic()).contains("An undo is begun by an operator only.");
        assertThat(automatic.sent()).hasSize(2);
    }

    @Test
    void saysThatItLeavesTheServiceToAnOperatorAfterAFailure() {
        automatic.judgement.propose(borrow(WEB, 1, 10));
        automatic.observes();
        automatic.readAtOnce();
        automatic.ends(new CommandOutcome.Refused("no"));
        automatic.observes();

        automatic.judgement.propose(borrow(WEB, 5, 20));
        automatic.observes();

        assertThat(automatic.open().prospects().automatic())
                .contains("P1 of web failed less than 10 min ago, so only a more urgent plan of web begins by itself.");
        automatic.after(Duration.ofMinutes(11));
        automatic.observes();
        assertThat(automatic.running().prospects().automatic()).isEmpty();
    }

    @Test
    void saysThatTheServiceIsInAnotherMode() {
        Loop capped = new Loop(Mode.AUTOMATIC, Map.of(WEB, Mode.MANUAL));

        assertThat(capped.proposed(borrow(WEB, 1, 10)).prospects().automatic()).contains("web is in manual mode.");
        assertThat(new Loop(Mode.MANUAL)
                        .proposed(borrow(WEB, 1, 10))
                        .prospects()
                        .automatic())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"WATCH", "MANUAL"})
    void isCappedByTheModeOfTheService(Mode mode) {
        Loop capped = new Loop(Mode.AUTOMATIC, Map.of(WEB, mode));

        capped.proposed(borrow(WEB, 1, 10));

        assertThat(capped.sent()).isEmpty();
    }

    @Test
    void cannotBeGivenToOneServiceOfAManualCluster() {
        Loop manual = new Loop(Mode.MANUAL, Map.of(WEB, Mode.AUTOMATIC));

        manual.proposed(borrow(WEB, 1, 10));

        assertThat(manual.sent()).isEmpty();
    }

    @Test
    void goesOnWithTheNextWhenTheCheckerObjectsToTheFirst() {
        automatic.judgement.object(MAIL, "Too few would serve.");
        automatic.judgement.propose(borrow(WEB, 1, 10));
        automatic.judgement.propose(borrow(MAIL, 1, 10));

        automatic.observes();

        assertThat(automatic.state.running().getFirst().plan().service()).isEqualTo(WEB);
        assertThat(automatic.open().plan().service()).isEqualTo(MAIL);
    }

    @Test
    void waitsUntilTheCostIsLearnedFromEnoughReadings() {
        automatic.judgement.learning = Optional.of(WEB);
        automatic.judgement.propose(borrow(WEB, 1, 10));

        for (int readings = 1; readings < 8; readings++) {
            automatic.observes();
            assertThat(automatic.open().status()).isEqualTo(Proposal.Status.OPEN);
        }

        automatic.observes();
        assertThat(automatic.state.running()).hasSize(1);
    }

    /** All servers are saturated, so the cost cannot be measured: it would never be enough. */
    @Test
    void doesNotWaitForReadingsThatDoNotCome() {
        automatic.judgement.learning = Optional.of(WEB);
        automatic.observes();
        automatic.judgement.learning = Optional.empty();
        automatic.judgement.propose(borrow(WEB, 1, 10));

        automatic.observes();

        assertThat(automatic.state.running()).hasSize(1);
    }

    @Test
    void waitsForNoReadingsOfTheCostBeforeAFailover() {
        automatic.judgement.learning = Optional.of(WEB);
        automatic.judgement.propose(quiesce(WEB, 1));

        automatic.observes();

        assertThat(automatic.state.running()).hasSize(1);
    }

    @Test
    void beginsNothingWhileHalted() {
        automatic.asked(new Intent.Halt(Loop.OPERATOR));

        automatic.proposed(borrow(WEB, 1, 10));

        assertThat(automatic.sent()).isEmpty();
    }
}
