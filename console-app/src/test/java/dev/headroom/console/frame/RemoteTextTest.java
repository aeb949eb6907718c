package dev.headroom.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.status.Cleaned;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.simulation.stage.Stages;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** No label shows the output of a host unchanged: control characters could rewrite the screen or reverse a command. */
@ExtendWith(ApplicationExtension.class)
class RemoteTextTest {
    private static final String EVIL = "\u001b[2J\u001b]0;pwned\u0007 \u202Etxt.sh\u202C \r\b done";

    @ParameterizedTest
    @EnumSource(Place.class)
    void noLabelShowsWhatSteersATerminal(Place place) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            MainFrame frame = new MainFrame(Inputs.idle());
            frame.place().set(place);
            Scene scene = frame.scene(1280, 800);
            frame.show(evil());
            frame.views().proposals().toggleSelected();
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            assertThat(texts(frame).anyMatch(text -> text.contains("\\x1b[2J")))
                    .as("it is shown, spelled out")
                    .isTrue();
            assertThat(texts(frame))
                    .allSatisfy(text -> assertThat(text.chars()
                                    .filter(c -> c != '\n'
                                            && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)))
                            .as(text)
                            .isEmpty());
            return true;
        });
    }

    @Test
    void whatIsNotUnderstoodOfAHostIsShownSpelledOut() {
        ControlState state = Stages.calm();
        List<HostStatus> odd = state.observation().hosts().stream()
                .map(host -> new HostStatus(
                        host.host(),
                        host.address(),
                        HostStatus.State.CONNECTED,
                        Optional.empty(),
                        host.since(),
                        List.of("rs1: not understood: " + EVIL),
                        Optional.empty()))
                .toList();
        ControlState cleaned = Cleaned.of(state.retold(
                new Observation(state.snapshot(), odd), state.verdicts(), state.proposals(), state.notices()));

        assertThat(cleaned.observation().hosts())
                .allSatisfy(host -> assertThat(host.notes())
                        .singleElement()
                        .asString()
                        .startsWith("rs1: not understood: \\x1b[2J"));
    }

    private static Stream<String> texts(Node node) {
        Stream<String> own = switch (node) {
            case Labeled labeled ->
                Stream.of(
                        String.valueOf(labeled.getText()),
                        Parts.hintOf(labeled),
                        String.valueOf(labeled.getAccessibleText()));
            case Text text -> Stream.of(text.getText());
            default -> Stream.of();
        };
        return node instanceof Parent parent
                ? Stream.concat(own, parent.getChildrenUnmodifiable().stream().flatMap(RemoteTextTest::texts))
                : own;
    }

    private static ControlState evil() {
        ControlState state = Stages.overloaded();
        ClusterSnapshot snapshot = state.snapshot();
        ClusterSnapshot unread = new ClusterSnapshot(
                snapshot.revision(),
                snapshot.takenAt(),
                snapshot.directors().stream()
                        .map(director -> director.id().name().equals("lb2")
                                ? new Director(director.id(), new Reading.Missing<>(EVIL))
                                : director)
                        .toList(),
                snapshot.servers().stream()
                        .map(server -> server.id().name().equals("rs6")
                                ? new RealServer(
                                        server.id(),
                                        server.zone(),
                                        true,
                                        new Reading.Missing<>(EVIL),
                                        new Reading.Missing<>(EVIL))
                                : server)
                        .toList(),
                snapshot.services());
        List<HostStatus> hosts = state.observation().hosts().stream()
                .map(host -> new HostStatus(host.host(), host.address(), HostStatus.State.RETRYING, EVIL, host.since()))
                .toList();
        return new ControlState(
                Mode.MANUAL,
                false,
                new Observation(unread, hosts),
                state.memory(),
                state.assessments(),
                state.assessments().stream()
                        .<Verdict>map(each -> new Verdict.Undecided(each.service(), List.of(EVIL)))
                        .toList(),
                state.proposals().stream().map(RemoteTextTest::evil).toList(),
                List.of(new Notice(Stages.NOW, Notice.Severity.FAILURE, Notice.Topic.OTHER, EVIL)));
    }

    private static Proposal evil(Proposal proposal) {
        Plan plan = proposal.plan();
        return new Proposal(
                proposal.id(),
                new Plan(
                        plan.kind(),
                        plan.service(),
                        plan.basisRevision(),
                        plan.amount(),
                        plan.steps(),
                        plan.forecast(),
                        List.of(EVIL),
                        List.of(new Plan.WhyNot("rs4", EVIL, EVIL))),
                proposal.steps().stream()
                        .map(step -> new StepProgress(
                                step.step(),
                                List.of(new ExactCommand(step.step().action().host(), EVIL)),
                                StepProgress.State.FAILED,
                                EVIL,
                                Stages.NOW))
                        .toList(),
                Proposal.Status.FAILED,
                proposal.openedAt(),
                proposal.changedAt(),
                EVIL);
    }
}
