package dev.headroom.console.proposals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.status.Scripts;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.simulation.stage.Stages;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** A plan with many steps on many lenders: its card stays short, and each step can be scrolled to. */
@ExtendWith(ApplicationExtension.class)
class LongPlanTest {
    private static final int STEPS = 34;

    private final ProposalsViewModel model = new ProposalsViewModel(_ -> {}, "anna");

    @Test
    void namesTheFirstLendersInNaturalOrderAndAllOnDemand() {
        ProposalCard.Headline headline = card(withLenders(17)).headline();

        assertThat(headline.from()).isEqualTo("from rs1, rs2, rs3 and 14 more");
        assertThat(headline.fromAll())
                .startsWith("from rs1, rs2, rs3, rs4, ")
                .endsWith(", rs9, rs10, rs11, rs12, rs13, rs14, rs15, rs16, rs17");
    }

    @Test
    void namesAllLendersWhereOneMoreWouldBeLeft() {
        assertThat(card(withLenders(4)).headline().from()).isEqualTo("from rs1, rs2, rs3, rs4");
    }

    @Test
    void thatNeverRanSaysNothingOfStepsThatAreDone() {
        for (Proposal.Status ended :
                List.of(Proposal.Status.EXPIRED, Proposal.Status.REJECTED, Proposal.Status.SUPERSEDED)) {
            ControlState open = withLenders(17);
            Proposal proposal = open.proposals().getFirst().with(ended, "", Stages.NOW);
            assertThat(card(with(open, proposal)).progress().done())
                    .as("%s", ended)
                    .isEmpty();
        }
    }

    @Test
    void showsItsFirstStepsUntilTheOperatorWantsAllOrIsAskedToRunIt() {
        WaitForAsyncUtils.waitForAsyncFx(30_000, () -> {
            Scene scene = scene();
            model.show(withLenders(17), Stages.NOW);
            model.toggle(Stages.FIRST);
            assertThat(steps(scene)).as("folded").isEqualTo(6);
            assertThat(all(scene).getText()).isEqualTo("Show all 34 steps");

            all(scene).fire();
            assertThat(steps(scene)).as("on demand").isEqualTo(STEPS);
            all(scene).fire();
            assertThat(steps(scene)).isEqualTo(6);

            model.askApprove(Stages.FIRST);
            assertThat(steps(scene)).as("while it is asked for").isEqualTo(STEPS);
            model.back();
            assertThat(steps(scene)).isEqualTo(6);

            Label from = (Label) drawn(scene).lookup(".from");
            assertThat(Parts.hintOf(from)).contains("rs17");
            return true;
        });
    }

    @Test
    void showsTheStepsAroundTheOneWhoseTurnItIs() {
        WaitForAsyncUtils.waitForAsyncFx(30_000, () -> {
            Scene scene = scene();
            ControlState open = withLenders(17);
            Proposal proposal = open.proposals().getFirst().with(Proposal.Status.RUNNING, "", Stages.NOW);
            model.show(with(open, begun(proposal, 20)), Stages.NOW);
            if (model.unfolded().get().isEmpty()) {
                model.toggle(Stages.FIRST);
            }

            assertThat(drawn(scene).lookupAll(".step .what"))
                    .extracting(node -> ((Label) node).getText().replaceAll("\\..*", ""))
                    .containsExactlyInAnyOrder("19", "20", "21", "22", "23", "24");
            return true;
        });
    }

    private Scene scene() {
        ProposalsView view =
                new ProposalsView(model, new AdoptionNode(new AdoptionViewModel(_ -> {}, "anna")), Scripts.NONE);
        return new Scene(view, 400, 700);
    }

    /** A scroll pane has no content before its first layout. */
    private static Parent drawn(Scene scene) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        return scene.getRoot();
    }

    private static Button all(Scene scene) {
        return (Button) drawn(scene).lookup("#" + Ids.ALL_STEPS);
    }

    private static long steps(Scene scene) {
        return drawn(scene).lookupAll(".step").stream().filter(Node::isVisible).count();
    }

    private ProposalCard card(ControlState state) {
        model.show(state, Stages.NOW);
        return model.cards().getFirst();
    }

    private static ControlState with(ControlState state, Proposal proposal) {
        return state.withProposals(List.of(proposal));
    }

    private static Proposal begun(Proposal proposal, int done) {
        return proposal.withSteps(IntStream.range(0, STEPS)
                .mapToObj(i -> {
                    StepProgress step = proposal.steps().get(i);
                    StepProgress.State state = i < done ? StepProgress.State.DONE : StepProgress.State.PENDING;
                    return new StepProgress(step.step(), step.commands(), state, "", Stages.NOW);
                })
                .toList());
    }

    /** The overloaded shop with a plan that starts containers on so many servers, the last first. */
    private static ControlState withLenders(int lenders) {
        ControlState state = Stages.overloaded();
        Proposal known = state.proposals().getFirst();
        Plan plan = known.plan();
        List<Step> steps = IntStream.range(0, STEPS)
                .mapToObj(i -> new ServerId("rs" + (lenders - i % lenders)))
                .map(server -> new Step(
                        new ContainerAction.StartContainer(new ContainerId(server, "shop-9")), "It adds capacity."))
                .toList();
        Plan large = new Plan(
                plan.kind(),
                plan.service(),
                plan.basisRevision(),
                plan.amount(),
                steps,
                plan.forecast(),
                plan.reasons(),
                plan.whyNot());
        List<StepProgress> progress = steps.stream()
                .map(step -> new StepProgress(step, List.of(), StepProgress.State.PENDING, "", Stages.NOW))
                .toList();
        return with(
                state,
                new Proposal(
                        known.id(),
                        large,
                        progress,
                        known.status(),
                        known.openedAt(),
                        known.changedAt(),
                        known.note(),
                        known.prospects(),
                        known.approvedBy()));
    }
}
