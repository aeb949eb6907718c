package dev.headroom.console.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.act.PlanScripts.Script;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** The buttons that copy a proposal and its undo as scripts. */
@ExtendWith(ApplicationExtension.class)
class ScriptBarTest {
    private static final ProposalId P7 = new ProposalId(7);

    @Test
    void copiesThePlanAndItsUndo() {
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            Scene scene = scene((id, undo) -> new Script.Written(id + (undo ? " back" : " forth")));

            press(scene, Ids.COPY_COMMANDS);
            assertThat(Clipboard.getSystemClipboard().getString()).isEqualTo("P7 forth");
            press(scene, Ids.COPY_UNDO);
            assertThat(Clipboard.getSystemClipboard().getString()).isEqualTo("P7 back");
            assertThat(refusal(scene)).isEmpty();
            return true;
        });
    }

    @Test
    void saysWhyThereIsNoScriptUntilThereIsOne() {
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            Scene scene = scene((_, undo) ->
                    undo ? new Script.None("There is nothing to undo in P7.") : new Script.Written("forth"));

            press(scene, Ids.COPY_UNDO);
            assertThat(refusal(scene)).contains("There is nothing to undo in P7.");
            press(scene, Ids.COPY_COMMANDS);
            assertThat(refusal(scene)).isEmpty();
            return true;
        });
    }

    private static Scene scene(Scripts scripts) {
        return new Scene(new ScriptBar(Parts.label("WHAT"), scripts, () -> Optional.of(P7)));
    }

    private static void press(Scene scene, String id) {
        ((Button) scene.getRoot().lookup("#" + id)).fire();
    }

    /** What is said below the buttons. */
    private static Optional<String> refusal(Scene scene) {
        Node last = scene.getRoot().getChildrenUnmodifiable().getLast();
        return Optional.of((Label) last).filter(Node::isVisible).map(Label::getText);
    }
}
