package dev.headroom.console.fx;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/**
 * Asks once, in place: a sentence, a careful answer and the asked one. No button is the window's default button, so Enter does
 * only what the focused button says.
 */
public final class Question extends VBox {
    private final Button confirm;
    private final Button cancel;
    private final HBox buttons;

    /**
     * Asks.
     *
     * @param between shown between the sentence and the buttons, such as a field; may be none
     */
    public Question(String sentence, String yes, Runnable onYes, String no, Runnable onNo, Node... between) {
        getStyleClass().add("question");
        Label label = Parts.sentence(sentence);
        confirm = Parts.button(yes, () -> answered(onYes));
        confirm.setId(Ids.CONFIRM);
        cancel = Parts.button(no, onNo);
        cancel.setId(Ids.CANCEL);
        buttons = Parts.row(8, Parts.spring(), cancel, confirm);
        getChildren().add(label);
        getChildren().addAll(between);
        getChildren().add(buttons);
        setAccessibleText(sentence);
    }

    /** What was asked for may go away any moment: the focus waits on the neutral root, not on the button that asked. */
    private void answered(Runnable action) {
        Scene scene = getScene();
        if (scene != null) {
            scene.getRoot().requestFocus();
        }
        action.run();
    }

    /** The asked answer, for a field in between that was ended by Enter. */
    public void answerAsAsked() {
        confirm.fire();
    }

    /** Gives the asked answer a style class, such as {@code primary} or {@code danger}. */
    public Question styled(String styleClass) {
        confirm.getStyleClass().add(styleClass);
        return this;
    }

    /** One more answer, between the careful and the asked one. */
    public void also(String answer, String id, Runnable action) {
        Button button = Parts.button(answer, () -> answered(action));
        button.setId(id);
        buttons.getChildren().add(buttons.getChildren().size() - 1, button);
    }

    /** The careful answer gets the focus. */
    public void focusCareful() {
        cancel.requestFocus();
    }

    /** The asked answer gets the focus: only after the operator asked by a key of its own. */
    public void focusAsked() {
        confirm.requestFocus();
    }
}
