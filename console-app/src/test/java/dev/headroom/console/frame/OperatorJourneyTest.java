package dev.headroom.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.policy.Mode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What an operator does, with mouse and keyboard, on the window as it is shipped. */
@ExtendWith(ApplicationExtension.class)
class OperatorJourneyTest {
    private static final ProposalId P7 = new ProposalId(7);
    private final List<Intent> sent = new CopyOnWriteArrayList<>();
    private final List<HostId> triedAgain = new CopyOnWriteArrayList<>();
    private final StateBridge bridge = new StateBridge();

    @Start
    void open(Stage stage) {
        stage.setWidth(1000);
        stage.setHeight(800);
        Console.show(stage, SampleStates.inputs(sent::add, triedAgain::add, bridge));
    }

    @Test
    void readsAProposalApprovesItAndSeesItSucceed(FxRobot robot) {
        show(SampleStates.overloaded());
        robot.clickOn("#" + Ids.card(P7) + " .title");
        assertThat(text(robot, Ids.card(P7)))
                .contains("shop is 94\u00a0% in use, above 80\u00a0%, for 14\u00a0s.")
                .contains("rs5 $ sudo -n lxc-start -n shop-5")
                .contains("94 % → 73 %")
                .contains("rs3: The cluster file says that it does not lend.");

        robot.clickOn("#" + Ids.approve(P7));
        assertThat(sent).as("it asks first").isEmpty();
        assertThat(robot.lookup("#" + Ids.CANCEL).queryButton().isFocused())
                .as("the careful answer has the focus")
                .isTrue();
        robot.clickOn("#" + Ids.CONFIRM);
        assertThat(sent).containsExactly(new Intent.Approve(P7, 412, "anna"));

        show(SampleStates.running());
        assertThat(text(robot, Ids.card(P7))).contains("Running").contains("2 of 4 steps done");
        assertThat(text(robot, Ids.card(P7))).contains("Seen on the host: shop-5 is RUNNING · 8\u00a0s ago");
        show(SampleStates.lent());
        assertThat(text(robot, Ids.card(P7))).contains("Done").contains("4 of 4 steps done");
    }

    @Test
    void rejectsWithAReason(FxRobot robot) {
        show(SampleStates.overloaded());
        robot.clickOn("#" + Ids.reject(P7));
        robot.write("sale");
        robot.clickOn("#" + Ids.CONFIRM);
        assertThat(sent).containsExactly(new Intent.Reject(P7, "sale", "anna"));
    }

    @Test
    void haltsInTheMiddleAndIsToldThatTheRestWasNotRun(FxRobot robot) {
        show(SampleStates.running());
        robot.clickOn("#" + Ids.HALT);
        assertThat(sent).containsExactly(new Intent.Halt("anna"));

        show(SampleStates.halted());
        assertThat(text(robot, Ids.BANNER_HALTED)).contains("P7 was stopped after step 2 of 4; the rest was not run.");
        assertThat(text(robot, Ids.card(P7))).contains("The rest was not run.").contains("Not run");
        assertThat(robot.lookup("#" + Ids.HALT).queryButton().getText()).isEqualTo("Resume");
        robot.clickOn("#" + Ids.undo(P7));
        robot.clickOn("#" + Ids.CONFIRM);
        assertThat(sent).last().isEqualTo(new Intent.Undo(P7, "anna"));
        robot.clickOn("#" + Ids.HALT);
        assertThat(sent).last().as("to resume asks").isEqualTo(new Intent.Undo(P7, "anna"));
        robot.clickOn("#" + Ids.CONFIRM);
        assertThat(sent).last().isEqualTo(new Intent.Resume("anna"));
    }

    @Test
    void approvesWithTheKeyboardAlone(FxRobot robot) {
        show(SampleStates.overloaded());
        robot.type(KeyCode.J);
        robot.type(KeyCode.ENTER);
        assertThat(text(robot, Ids.card(P7))).contains("WHY NOT OTHERS");
        robot.type(KeyCode.A);
        assertThat(sent).isEmpty();
        robot.type(KeyCode.ESCAPE);
        robot.type(KeyCode.A);
        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        assertThat(sent).containsExactly(new Intent.Approve(P7, 412, "anna"));
    }

    @Test
    void rejectsWithTheKeyboardAlone(FxRobot robot) {
        show(SampleStates.overloaded());
        robot.type(KeyCode.P, KeyCode.R);
        robot.write("sale");
        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        assertThat(sent)
                .as("the r that asked is not part of the reason")
                .containsExactly(new Intent.Reject(P7, "sale", "anna"));
    }

    @Test
    void haltsWithTheKeyboardFromAnywhere(FxRobot robot) {
        show(SampleStates.running());
        robot.type(KeyCode.DIGIT3);
        robot.clickOn("#" + Ids.filter("servers"));
        robot.press(KeyCode.CONTROL).type(KeyCode.PERIOD).release(KeyCode.CONTROL);
        assertThat(sent).as("once asks").isEmpty();
        robot.press(KeyCode.CONTROL).type(KeyCode.PERIOD).release(KeyCode.CONTROL);
        assertThat(sent).containsExactly(new Intent.Halt("anna"));
    }

    @Test
    void findsAServerByTheKeyboard(FxRobot robot) {
        show(SampleStates.trouble());
        robot.type(KeyCode.DIGIT3);
        robot.type(KeyCode.SLASH);
        robot.write("stale");
        assertThat(robot.lookup("#" + Ids.table("servers")).queryTableView().getItems())
                .hasSize(1);
        robot.type(KeyCode.ESCAPE);
        assertThat(robot.lookup("#" + Ids.table("servers")).queryTableView().getItems())
                .hasSize(6);
    }

    @Test
    void keepsTheSelectedRowWhenNewStatesArrive(FxRobot robot) {
        show(SampleStates.calm());
        robot.type(KeyCode.DIGIT3);
        robot.type(KeyCode.J);
        robot.type(KeyCode.J);
        show(SampleStates.trouble());
        Object selected = robot.lookup("#" + Ids.table("servers"))
                .queryTableView()
                .getSelectionModel()
                .getSelectedItem();
        assertThat(String.valueOf(selected)).contains("rs2");
    }

    @Test
    void cannotApproveInWatchModeAndIsToldWhy(FxRobot robot) {
        show(SampleStates.trouble());
        ProposalId open = new ProposalId(8);
        assertThat(robot.lookup("#" + Ids.approve(open)).queryButton().isDisabled())
                .isTrue();
        assertThat(text(robot, Ids.card(open))).contains("Watch mode changes nothing. Switch to manual to approve.");
        robot.clickOn("#" + Ids.mode(Mode.MANUAL));
        assertThat(sent).as("a bolder mode asks first").isEmpty();
        robot.clickOn("#" + Ids.CONFIRM);
        assertThat(sent).containsExactly(new Intent.SetMode(Mode.MANUAL, "anna"));
    }

    @Test
    void hasARefusedHostTriedAgainBesideTheReason(FxRobot robot) {
        show(SampleStates.refused());
        robot.type(KeyCode.DIGIT6);
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn("#" + Ids.tryAgain(new ServerId("rs6")));
        assertThat(triedAgain).containsExactly(new ServerId("rs6"));
        assertThat(robot.lookup("#" + Ids.tryAgain(new ServerId("rs6")))
                        .queryButton()
                        .isDisabled())
                .as("once, not as often as it is clicked: hosts ban who tries too often")
                .isTrue();
        assertThat(robot.lookup("#" + Ids.tryAgain(new ServerId("rs1"))).tryQuery())
                .as("nothing to try where it is connected")
                .isEmpty();
    }

    private void show(ControlState state) {
        bridge.accept(state);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Every visible word inside a node. */
    private static String text(FxRobot robot, String id) {
        WaitForAsyncUtils.waitForFxEvents();
        return robot.from(robot.lookup("#" + id).<Node>query()).lookup(Node::isVisible).queryAll().stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .collect(Collectors.joining("\n"));
    }
}
