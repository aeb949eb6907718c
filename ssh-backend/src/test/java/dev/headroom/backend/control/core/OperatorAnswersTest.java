package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.MAIL;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.borrow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.policy.Mode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The answers of an operator to a proposal, and when they are refused. */
class OperatorAnswersTest {
    private final Loop loop = new Loop(Mode.MANUAL);

    record Case(String name, Consumer<Loop> before, Function<Proposal, Intent> intent, String sentence) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Intent approve(Proposal p) {
        return new Intent.Approve(p.id(), p.plan().basisRevision(), Loop.OPERATOR);
    }

    private static Case approval(String name, Consumer<Loop> before, String sentence) {
        return new Case(name, before, OperatorAnswersTest::approve, sentence);
    }

    static Stream<Case> refusals() {
        return Stream.of(
                approval(
                        "approve in watch mode",
                        l -> l.asked(new Intent.SetMode(Mode.WATCH, Loop.OPERATOR)),
                        "In watch mode nothing may be changed. Switch the cluster to manual first."),
                approval(
                        "approve while halted",
                        l -> l.asked(new Intent.Halt(Loop.OPERATOR)),
                        "The master is halted. Resume first."),
                approval("approve twice", l -> l.approves(l.open()), "P1 is running, not open."),
                approval(
                        "approve what was rejected",
                        l -> l.asked(new Intent.Reject(l.open().id(), "", Loop.OPERATOR)),
                        "P1 is rejected, not open."),
                approval(
                        "approve what the checker objects to",
                        l -> l.judgement.object(WEB, "Too few would serve."),
                        "P1 no longer fits the cluster: Too few would serve."),
                new Case(
                        "approve another plan than was seen",
                        l -> {},
                        p -> new Intent.Approve(p.id(), p.plan().basisRevision() + 1, Loop.OPERATOR),
                        "P1 was made from other readings than the plan you saw; look at it again."),
                new Case(
                        "approve what there is not",
                        l -> {},
                        p -> new Intent.Approve(new ProposalId(9), 1, Loop.OPERATOR),
                        "There is no proposal P9."),
                new Case(
                        "reject what runs",
                        l -> l.approves(l.open()),
                        p -> new Intent.Reject(p.id(), "", Loop.OPERATOR),
                        "P1 is not open."),
                new Case(
                        "undo what has not ended",
                        l -> {},
                        p -> new Intent.Undo(p.id(), Loop.OPERATOR),
                        "P1 has not ended. Halt it first."),
                new Case(
                        "undo what did nothing",
                        l -> l.asked(new Intent.Reject(l.open().id(), "", Loop.OPERATOR)),
                        p -> new Intent.Undo(p.id(), Loop.OPERATOR),
                        "There is nothing to undo in P1."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusals(Case wrong) {
        Proposal proposal = loop.proposed();
        wrong.before().accept(loop);
        List<Effect.Send> sentBefore = loop.sent();

        List<Effect> effects = loop.asked(wrong.intent().apply(proposal));

        assertThat(Loop.refusals(effects)).containsExactly(wrong.sentence());
        assertThat(loop.sent()).isEqualTo(sentBefore);
        assertThat(loop.journal()).last().isEqualTo(JournalEntry.Kind.REFUSED);
        assertThat(loop.state.notices().getFirst().sentence()).isEqualTo(wrong.sentence());
    }

    @Test
    void supersedesWhatTheCheckerObjectsTo() {
        Proposal proposal = loop.proposed();
        loop.judgement.object(WEB, "Too few would serve.");

        loop.approves(proposal);

        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.SUPERSEDED);
    }

    @Test
    void refusesASecondPlanThatTouchesTheSame() {
        loop.approved();
        loop.judgement.propose(borrow(MAIL, 1, 10));
        loop.observes();

        assertThat(Loop.refusals(loop.approves(loop.open())))
                .containsExactly("P1 has a command on the way and touches the capacity of rs2 too;"
                        + " P2 can begin as soon as it only waits.");
    }

    @Test
    void refusesAServiceThatIsOnlyWatched() {
        Loop careful = new Loop(Mode.AUTOMATIC, Map.of(WEB, Mode.WATCH));
        Proposal proposal = careful.proposed(borrow(WEB, 1, 10));

        assertThat(Loop.refusals(careful.approves(proposal)))
                .containsExactly("In watch mode nothing may be changed. Switch web to manual first.");
    }

    @Test
    void approvesAgainAfterResuming() {
        Proposal proposal = loop.proposed();
        loop.asked(new Intent.Halt(Loop.OPERATOR));
        loop.asked(new Intent.Resume(Loop.OPERATOR));

        loop.approves(proposal);

        assertThat(loop.sent()).hasSize(1);
        assertThat(loop.journal())
                .containsExactly(
                        JournalEntry.Kind.PROPOSED,
                        JournalEntry.Kind.HALTED,
                        JournalEntry.Kind.RESUMED,
                        JournalEntry.Kind.APPROVED,
                        JournalEntry.Kind.STEP_SENT);
    }
}
