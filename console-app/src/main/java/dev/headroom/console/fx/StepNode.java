package dev.headroom.console.fx;

import dev.headroom.backend.control.ExactCommand;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One step: its mark, what it does, the exact commands, and what was read back. */
final class StepNode extends HBox {
    private static final List<String> STATES = List.of("pending", "running", "done", "failed", "not-run");
    private final Label what = Parts.sentence("", "what");
    private final VBox commands = new VBox(3);
    private final Label readBack = Parts.sentence("", "read-back", "small");
    private List<ExactCommand> shownCommands = List.of();

    StepNode(StepRow row) {
        getStyleClass().add("step");
        VBox text = new VBox(3, what, commands, readBack);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMinWidth(0);
        getChildren().addAll(Parts.region("mark"), text);
        show(row);
    }

    void show(StepRow row) {
        what.setText(row.number() + ". " + NumberText.unbroken(row.what()));
        if (!row.commands().equals(shownCommands)) {
            shownCommands = row.commands();
            commands.getChildren()
                    .setAll(row.commands().stream()
                            .map(command ->
                                    Parts.sentence(command.host().name() + " $ " + command.text(), "mono", "command"))
                            .toList());
        }
        Parts.show(commands, !row.commands().isEmpty());
        readBack.setText(NumberText.unbroken(row.detail()));
        Parts.show(readBack, !row.detail().isEmpty());
        STATES.forEach(state -> States.set(this, state, state.equals(row.state())));
        setAccessibleText("Step %d, %s: %s. %s".formatted(row.number(), row.word(), row.what(), row.detail()));
        Parts.hint(this, row.exactTime().isEmpty() ? row.reason() : row.reason() + "\n" + row.exactTime());
    }
}
