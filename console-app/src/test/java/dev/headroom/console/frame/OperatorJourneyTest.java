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
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What an operator does, with mouse and keyboard, on the window as it is shipped. */
@ExtendWith(ApplicationExtension.class)
class OperatorJourneyTest {
    private static final ProposalId P1 = Stages.FIRST;
    private final List<Intent> sent = new CopyOnWriteArrayList<>();
    private final List<HostId> triedAgain = new CopyOnWriteArrayList<>();
    private final StateBridge<ControlState> bridge = new StateBridge<>();

    @SuppressWarnings("NullAway.Init")
    private Stage stage;

    @Start
    void open(Stage shown) {
        stage = shown;
        stage.setWidth(1000);
        stage.setHeight(800);
        Console.show(stage, Inputs.of(sent::add, triedAgain::add, bridge));
    }

    @Test
    void readsAProposalApprovesItAndSeesItSucceed(FxRobot robot) {
        show(Stages.overloaded());
        robot.clickOn("#" + Ids.card(P1) + " .title");
        assertThatText(robot, Ids.card(P1))
                .contains("of the 16.00\u00a0cores open to it, 91\u00a0%; the limit is 80\u00a0%.")
                .contains("headroom shop-4 console-1 shop sudo -n timeout -k 2 60 lxc-start -n shop-4 -d")
                .contains("91 % → 70 %")
                .contains("rs3: The cluster file says that it does not lend.");

        robot.clickOn("#" + Ids.approve(P1));
        assertThat(sent).as("it asks first").isEmpty();
        assertThat(robot.lookup("#" + Ids.CANCEL).queryButton().isFocused())
                .as("the careful answer has the focus")
                .isTrue();
        robot.clickOn("#" + Ids.CONFIRM);
        assertThat(sent).containsExactly(Staged.approval("anna"));

        show(Stages.running());
        assertThatText(robot, Ids.card(P1)).contains("Running").contains("2 of 6 steps done");
        assertThatText(robot, Ids.card(P1)).contains("Seen on the host: shop-4 is running · 1\u00a0s ago");
        show(Stages.done());
        assertThatText(robot, Ids.card(P1)).contains("Done").contains("6 of 6 steps done");
    }

    @Test
    void rejectsWithAReason(FxRobot robot) {
        show(Stages.overloaded());
        robot.clickOn("#" + Ids.reject(P1));
        robot.write("sale");
        robot.clickOn("#" + Ids.CONFIRM);
        assertThat(sent).containsExactly(new Intent.Reject(P1, "sale", "anna"));
    }

    @Test
    void haltsInTheMiddleAndIsToldThatTheRestWasNotRun(FxRobot robot) {
        show(Stages.running());
        robot.clickOn("#" + Ids.HALT);
        assertThat(sent).containsExactly(new Intent.Halt("anna"));

        show(Stages.halted());
        assertThatText(robot, Ids.BANNER_HALTED).contains("P1 was stopped after step 3 of 6; the rest was not run.");
        assertThatText(robot, Ids.card(P1)).contains("The rest was not run.").contains("Not run");
        assertThat(Worded.asShipped(robot.lookup("#" + Ids.HALT).queryButton().getText()))
                .isEqualTo("Resume");
        assertThatText(robot, Ids.card(new ProposalId(2)))
                .as("it is offered by itself")
                .contains("Undo · shop");
        robot.clickOn("#" + Ids.HALT);
        assertThat(sent).last().as("to resume asks").isEqualTo(new Intent.Halt("anna"));
        robot.clickOn("#" + Ids.CONFIRM);
        assertThat(sent).last().isEqualTo(new Intent.Resume("anna"));
    }

    @Test
    void approvesWithTheKeyboardAlone(FxRobot robot) {
        show(Stages.overloaded());
        robot.type(KeyCode.J);
        robot.type(KeyCode.ENTER);
        assertThatText(robot, Ids.card(P1)).contains("WHY NOT OTHERS");
        robot.type(KeyCode.A);
        assertThat(sent).isEmpty();
        robot.type(KeyCode.ESCAPE);
        robot.type(KeyCode.A);
        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        assertThat(sent).containsExactly(Staged.approval("anna"));
    }

    @Test
    void rejectsWithTheKeyboardAlone(FxRobot robot) {
        show(Stages.overloaded());
        robot.type(KeyCode.P, KeyCode.R);
        robot.write("sale");
        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        assertThat(sent)
                .as("the r that asked is not part of the reason")
                .containsExactly(new Intent.Reject(P1, "sale", "anna"));
    }

    @Test
    void haltsWithTheKeyboardFromAnywhere(FxRobot robot) {
        show(Stages.running());
        robot.type(KeyCode.DIGIT3);
        robot.clickOn("#" + Ids.filter("servers"));
        robot.press(KeyCode.CONTROL).type(KeyCode.PERIOD).release(KeyCode.CONTROL);
        assertThat(sent).as("once asks").isEmpty();
        robot.press(KeyCode.CONTROL).type(KeyCode.PERIOD).release(KeyCode.CONTROL);
        assertThat(sent).containsExactly(new Intent.Halt("anna"));
    }

    @Test
    void findsAServerByTheKeyboard(FxRobot robot) {
        show(HostStages.trouble());
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
        show(Stages.calm());
        robot.type(KeyCode.DIGIT3);
        robot.type(KeyCode.J);
        robot.type(KeyCode.J);
        show(HostStages.trouble());
        Object selected = robot.lookup("#" + Ids.table("servers"))
                .queryTableView()
                .getSelectionModel()
                .getSelectedItem();
        assertThat(String.valueOf(selected)).contains("rs2");
    }

    @Test
    void cannotApproveInWatchModeAndIsToldWhy(FxRobot robot) {
        show(HostStages.trouble());
        ProposalId open = new ProposalId(2);
        assertThat(robot.lookup("#" + Ids.approve(open)).queryButton().isDisabled())
                .isTrue();
        assertThatText(robot, Ids.card(open))
                .contains("In watch mode nothing may be changed. Switch the cluster to manual first.");
        robot.clickOn("#" + Ids.mode(Mode.MANUAL));
        assertThat(sent).as("a bolder mode asks first").isEmpty();
        robot.clickOn("#" + Ids.CONFIRM);
        assertThat(sent).containsExactly(new Intent.SetMode(Mode.MANUAL, "anna"));
    }

    @Test
    void hasARefusedHostTriedAgainBesideTheReason(FxRobot robot) {
        show(HostStages.refused());
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
        Worded.layOut(stage);
    }

    /** Every visible word inside a node. */
    private static AbstractStringAssert<?> assertThatText(FxRobot robot, String id) {
        WaitForAsyncUtils.waitForFxEvents();
        String text = robot.from(robot.lookup("#" + id).<Node>query()).lookup(Node::isVisible).queryAll().stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .collect(Collectors.joining("\n"));
        return assertThat(Worded.asShipped(text)).usingComparator(Worded.ORDER);
    }
}
