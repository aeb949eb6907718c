package dev.headroom.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A key that was meant for a control that has just gone has no effect. */
@ExtendWith(ApplicationExtension.class)
class FocusJourneyTest {
    private static final ProposalId P1 = Stages.FIRST;
    private final List<Intent> sent = new CopyOnWriteArrayList<>();
    private final StateBridge<ControlState> bridge = new StateBridge<>();

    @SuppressWarnings("NullAway.Init")
    private Stage stage;

    @Start
    void open(Stage shown) {
        stage = shown;
        stage.setWidth(1000);
        stage.setHeight(800);
        Console.show(stage, Inputs.of(sent::add, bridge));
    }

    /**
     * One question, and the state that takes it away.
     *
     * @param ask what the operator does to be asked
     */
    record Case(String name, ControlState before, Act ask, ControlState after) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Act {
        void by(FxRobot robot);
    }

    static Stream<Case> questions() {
        return Stream.of(
                new Case(
                        "approve, asked with the mouse",
                        Stages.overloaded(),
                        robot -> robot.clickOn("#" + Ids.approve(P1)),
                        Stages.running()),
                new Case(
                        "approve, asked with its key",
                        Stages.overloaded(),
                        robot -> robot.type(KeyCode.J, KeyCode.A),
                        Stages.running()),
                new Case(
                        "approve, and the proposal is gone",
                        Stages.overloaded(),
                        robot -> robot.type(KeyCode.J, KeyCode.A),
                        Stages.calm()),
                new Case(
                        "approve, and another proposal is in its place",
                        Stages.overloaded(),
                        robot -> robot.type(KeyCode.J, KeyCode.A),
                        HostStages.troubleInManual()),
                new Case(
                        "reject, with a reason begun",
                        Stages.overloaded(),
                        robot -> {
                            robot.type(KeyCode.J, KeyCode.R);
                            awaitFocus(robot, Ids.REASON);
                            robot.write("s");
                        },
                        HostStages.troubleInManual()),
                new Case("undo", Stages.interrupted(), robot -> robot.clickOn("#" + Ids.undo(P1)), Stages.calm()),
                new Case(
                        "mode",
                        Stages.running(),
                        robot -> robot.clickOn("#" + Ids.mode(Mode.WATCH)),
                        HostStages.trouble()),
                new Case(
                        "halt, asked with its key",
                        Stages.running(),
                        robot -> robot.press(KeyCode.CONTROL)
                                .type(KeyCode.PERIOD)
                                .release(KeyCode.CONTROL),
                        Stages.halted()),
                new Case("resume", Stages.halted(), robot -> robot.clickOn("#" + Ids.HALT), Stages.running()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void aKeyThatWasMeantForAQuestionThatHasGoneDoesNothing(Case each, @SuppressWarnings("unused") FxRobot robot) {
        show(each.before());
        each.ask().by(robot);
        assertThat(robot.lookup("#" + Ids.CONFIRM).tryQuery()).as("it is asked").isPresent();
        show(each.after());
        assertThat(robot.lookup("#" + Ids.CONFIRM).tryQuery())
                .as("it has lapsed")
                .isEmpty();
        assertThat(visible(robot, Ids.KEYS_WAIT)).as("and that is said").isTrue();
        // an operator who does not look at the screen types on: a reason with an a, an r, a space and Enter
        robot.write("are a r");
        robot.type(KeyCode.ENTER, KeyCode.SPACE, KeyCode.ENTER, KeyCode.A, KeyCode.ENTER, KeyCode.A, KeyCode.SPACE);
        assertThat(sent).isEmpty();
        assertThat(robot.lookup("#" + Ids.CONFIRM).tryQuery())
                .as("nothing new is asked")
                .isEmpty();
        robot.type(KeyCode.ESCAPE);
        assertThat(visible(robot, Ids.KEYS_WAIT)).isFalse();
    }

    /** Words with every letter that is a key here, most of them last; also one that moves the focus into the inbox first. */
    private static final List<String> BLIND = List.of("data", "r", "jar", "para", "pr", "ja", "2a", "/r", "1pa");

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "the card", "the table", "the question to approve", "the question to halt"})
    void noWordThatIsTypedBlindlyDoesAnything(String focused, @SuppressWarnings("unused") FxRobot robot) {
        show(Stages.overloaded());
        switch (focused) {
            case "the card" -> robot.clickOn("#" + Ids.card(P1) + " .title");
            case "the table" -> robot.type(KeyCode.DIGIT3, KeyCode.J);
            case "the question to approve" -> robot.clickOn("#" + Ids.approve(P1));
            case "the question to halt" ->
                robot.press(KeyCode.CONTROL).type(KeyCode.PERIOD).release(KeyCode.CONTROL);
            default -> {}
        }
        for (String word : BLIND) {
            robot.write(word);
            robot.type(KeyCode.ENTER, KeyCode.SPACE, KeyCode.ENTER);
            assertThat(sent).as("'%s' and Enter on %s", word, focused).isEmpty();
        }
    }

    @Test
    void theKeyForYesIsOneThatNoWordContains(FxRobot robot) {
        show(Stages.overloaded());
        yes(robot);
        assertThat(sent).as("nothing is asked").isEmpty();
        robot.clickOn("#" + Ids.reject(P1));
        awaitFocus(robot, Ids.REASON);
        robot.write("sale");
        robot.type(KeyCode.ENTER);
        assertThat(sent).isEmpty();
        yes(robot);
        assertThat(sent).containsExactly(new Intent.Reject(P1, "sale", "anna"));
    }

    @Test
    void theFirstEnterAfterAQuestionVanishedDoesNotChangeTheMode(FxRobot robot) {
        show(Stages.overloaded());
        robot.clickOn("#" + Ids.approve(P1));
        show(Stages.running());
        robot.type(KeyCode.ESCAPE, KeyCode.ENTER, KeyCode.SPACE, KeyCode.ENTER);
        assertThat(sent).isEmpty();
        assertThat(robot.lookup("#" + Ids.FRAME_QUESTION).tryQuery()).isEmpty();
    }

    @Test
    void noKeyOnAModeOrOnHaltDoesItWithoutAskingFirst(FxRobot robot) {
        show(Stages.running());
        for (String id : List.of(Ids.mode(Mode.WATCH), Ids.mode(Mode.AUTOMATIC), Ids.HALT)) {
            for (KeyCode key : List.of(KeyCode.ENTER, KeyCode.SPACE)) {
                focus(robot, id);
                robot.type(key);
                assertThat(robot.lookup("#" + Ids.FRAME_QUESTION).tryQuery())
                        .as("%s on %s asks", key, id)
                        .isPresent();
                assertThat(robot.lookup("#" + Ids.CANCEL).queryButton().isFocused())
                        .isTrue();
                robot.type(key);
                assertThat(sent).as("%s twice on %s", key, id).isEmpty();
            }
        }
    }

    @Test
    void afterNotYetTheFocusIsWhereItCameFrom(FxRobot robot) {
        show(Stages.overloaded());
        focus(robot, Ids.mode(Mode.WATCH));
        robot.type(KeyCode.ENTER, KeyCode.ESCAPE);
        assertThat(robot.lookup("#" + Ids.mode(Mode.WATCH)).query().isFocused()).isTrue();
        assertThat(visible(robot, Ids.KEYS_WAIT)).as("the operator ended it").isFalse();
    }

    @Test
    void anAnsweredQuestionDoesNotStopTheKeys(FxRobot robot) {
        show(Stages.overloaded());
        robot.type(KeyCode.J, KeyCode.A);
        yes(robot);
        assertThat(sent).containsExactly(Staged.approval("anna"));
        show(Stages.running());
        assertThat(visible(robot, Ids.KEYS_WAIT)).isFalse();
    }

    @Test
    void aBannerThatGoesAwayWithTheFocusTakesTheKeyWithIt(FxRobot robot) {
        show(Stages.overloadedWithANotice());
        WaitForAsyncUtils.waitForAsyncFx(
                5_000,
                () -> robot.lookup(".banner .button").queryAll().stream()
                        .filter(Node::isVisible)
                        .findFirst()
                        .orElseThrow()
                        .requestFocus());
        show(Stages.overloaded());
        robot.type(KeyCode.ENTER, KeyCode.SPACE);
        assertThat(sent).isEmpty();
        assertThat(visible(robot, Ids.KEYS_WAIT)).isTrue();
    }

    @Test
    void aKeyForACardThatHasGoneDoesNotAskAboutItsNeighbour(FxRobot robot) {
        show(Stages.overloaded());
        robot.type(KeyCode.J);
        show(HostStages.troubleInManual());
        robot.type(KeyCode.ESCAPE, KeyCode.A, KeyCode.ENTER);
        assertThat(sent).isEmpty();
    }

    @Test
    void closingTheWindowInTheMiddleOfAPlanAsksAndLeavesItOpen(FxRobot robot) {
        show(Stages.running());
        close();
        assertThat(stage.isShowing()).isTrue();
        assertThat(robot.lookup("#" + Ids.CANCEL).queryButton().isFocused()).isTrue();
        robot.type(KeyCode.ENTER);
        assertThat(stage.isShowing()).isTrue();
        assertThat(sent).isEmpty();
    }

    @Test
    void finishFirstClosesWhenThePlanHasEnded(FxRobot robot) {
        show(Stages.running());
        close();
        robot.clickOn("#" + Ids.CONFIRM);
        show(Stages.running());
        assertThat(stage.isShowing()).isTrue();
        show(Stages.done());
        assertThat(stage.isShowing()).isFalse();
        assertThat(sent).containsExactly(new Intent.Close(Continuity.Closing.FINISH, "anna"));
    }

    @Test
    void theWindowStaysOpenWhereFinishingFirstFailed(FxRobot robot) {
        show(Stages.running());
        close();
        robot.clickOn("#" + Ids.CONFIRM);
        show(Stages.failed());
        assertThat(stage.isShowing()).isTrue();
        assertThat(sent).last().isEqualTo(new Intent.Resume("anna"));
    }

    @Test
    void undoFirstAsksTheMasterAndStaysOpenWhileSomethingIsLeft(FxRobot robot) {
        show(Stages.running());
        close();
        robot.clickOn("#" + Ids.CLOSE_UNDO);
        assertThat(sent).containsExactly(new Intent.Close(Continuity.Closing.UNDO, "anna"));
        show(Stages.halted());
        assertThat(stage.isShowing()).as("what it did is not taken back").isTrue();
    }

    /** The key closed the window in the middle of a plan. */
    @Test
    void theKeyForYesDoesNotLeaveAPlanInTheMiddle(FxRobot robot) {
        show(Stages.running());
        close();
        yes(robot);
        assertThat(stage.isShowing()).isTrue();
        assertThat(sent).containsExactly(new Intent.Close(Continuity.Closing.FINISH, "anna"));
    }

    @Test
    void theQuestionToCloseLapsesWithThePlan(FxRobot robot) {
        show(Stages.running());
        close();
        show(Stages.done());
        robot.type(KeyCode.ENTER, KeyCode.SPACE);
        assertThat(stage.isShowing()).isTrue();
        assertThat(sent).isEmpty();
        close();
        assertThat(stage.isShowing()).as("nothing runs: no question").isFalse();
    }

    private static void yes(FxRobot robot) {
        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
    }

    private void close() {
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> {
            WindowEvent request = new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST);
            stage.fireEvent(request);
            // the default action of the platform
            if (!request.isConsumed() && stage.isShowing()) {
                stage.hide();
            }
        });
        Worded.layOut(stage);
    }

    /** On a busy machine a click may return before the window has handled it: what is typed then goes to no field. */
    private static void awaitFocus(FxRobot robot, String id) {
        try {
            WaitForAsyncUtils.waitFor(
                    60,
                    TimeUnit.SECONDS,
                    () -> robot.lookup("#" + id)
                            .tryQuery()
                            .filter(Node::isFocused)
                            .isPresent());
        } catch (TimeoutException e) {
            throw new AssertionError(id + " never got the focus", e);
        }
    }

    private static void focus(FxRobot robot, String id) {
        WaitForAsyncUtils.waitForAsyncFx(
                5_000, () -> robot.lookup("#" + id).query().requestFocus());
    }

    private static boolean visible(FxRobot robot, String id) {
        WaitForAsyncUtils.waitForFxEvents();
        return robot.lookup("#" + id).query().isVisible();
    }

    private void show(ControlState state) {
        bridge.accept(state);
        Worded.layOut(stage);
    }
}
