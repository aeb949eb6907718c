package dev.headroom.console.fx;

import dev.headroom.backend.control.ExactCommand;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The steps of a plan with host, exact commands and progress: ring, half, full; square for failed, dashed for not run. */
public final class StepsView extends VBox {
    private static final List<String> STATES = List.of("pending", "running", "done", "failed", "not-run");
    private @Nullable List<StepRow> shown;

    public StepsView() {
        getStyleClass().add("steps");
    }

    public void show(List<StepRow> rows) {
        if (!rows.equals(shown)) {
            shown = rows;
            getChildren().setAll(rows.stream().map(StepsView::node).toList());
        }
    }

    /** A button that copies every command, one a line, each after the host it runs on. */
    public static Button copyButton(java.util.function.Supplier<List<StepRow>> rows) {
        return Parts.button("Copy commands", () -> copy(text(rows.get())), "tiny", "quiet");
    }

    /** Every command of the steps, each after a comment that names its host. */
    public static String text(List<StepRow> rows) {
        return rows.stream()
                .flatMap(row -> row.commands().stream())
                .map(command -> "# on " + command.host().name() + "\n" + command.text() + "\n")
                .collect(Collectors.joining());
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static HBox node(StepRow row) {
        VBox text = new VBox(3, Parts.sentence(row.number() + ". " + row.what(), "what"));
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMinWidth(0);
        for (ExactCommand command : row.commands()) {
            text.getChildren().add(Parts.sentence(command.host().name() + " $ " + command.text(), "mono", "command"));
        }
        if (!row.detail().isEmpty()) {
            text.getChildren().add(Parts.sentence(row.detail(), "read-back", "small"));
        }
        HBox node = new HBox(Parts.region("mark"), text);
        node.getStyleClass().add("step");
        STATES.forEach(state -> States.set(node, state, state.equals(row.state())));
        node.setAccessibleText("Step %d, %s: %s. %s".formatted(row.number(), row.word(), row.what(), row.detail()));
        Parts.hint(node, row.exactTime().isEmpty() ? row.reason() : row.reason() + "\n" + row.exactTime());
        return node;
    }
}
