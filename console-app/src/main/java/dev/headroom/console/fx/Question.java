package dev.headroom.console.fx;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/**
 * Asks a question once, in place: a sentence, a button for the careful answer and one for the asked answer. No button
 * is the window's default button, so Enter presses only the focused one, and the careful one has the focus first.
 * Ctrl+Enter inside the question gives the asked answer: no typed word, and no Enter after it, does. See decision
 * 0004.
 */
public final class Question extends VBox {
    private static final String YES = "Ctrl+Enter";

    private final Button confirm;
    private final Button cancel;
    private final HBox buttons;

    /**
     * A question.
     *
     * @param between nodes between the sentence and the buttons, such as a field; may be none
     */
    public Question(String sentence, String yes, Runnable onYes, String no, Runnable onNo, Node... between) {
        getStyleClass().add("question");
        Label label = Parts.sentence(sentence);
        confirm = Parts.button(yes, () -> answered(onYes));
        confirm.setId(Ids.CONFIRM);
        cancel = Parts.button(no, onNo);
        cancel.setId(Ids.CANCEL);
        Label key = Parts.label(YES, "muted", "small");
        key.setAccessibleText("Ctrl+Enter says: " + yes);
        key.setMinWidth(USE_PREF_SIZE);
        buttons = Parts.row(8, Parts.spring(), cancel, confirm, key);
        getChildren().add(label);
        getChildren().addAll(between);
        getChildren().add(buttons);
        setAccessibleText(sentence);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && (event.isControlDown() || event.isShortcutDown())) {
                event.consume();
                confirm.fire();
            }
        });
    }

    /**
     * Moves the focus to the neutral root, since the question's subject may disappear any moment, and runs the
     * answer.
     */
    private void answered(Runnable action) {
        Scene scene = getScene();
        if (scene != null) {
            scene.getRoot().requestFocus();
        }
        action.run();
    }

    /** Adds a style class to the button of the asked answer, such as {@code primary} or {@code danger}. */
    public Question styled(String styleClass) {
        confirm.getStyleClass().add(styleClass);
        return this;
    }

    /** Adds an answer between the careful and the asked one. */
    public void also(String answer, String id, Runnable action) {
        Button button = Parts.button(answer, () -> answered(action));
        button.setId(id);
        buttons.getChildren().add(buttons.getChildren().indexOf(confirm), button);
    }

    /** Gives the focus to the careful answer. */
    public void focusCareful() {
        cancel.requestFocus();
    }
}
