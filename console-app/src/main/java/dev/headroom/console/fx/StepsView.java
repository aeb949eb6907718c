package dev.headroom.console.fx;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.VBox;

/** The steps of a plan with host, exact commands and progress: ring, half, full; square for failed, dashed for not run. */
public final class StepsView extends VBox {
    private final KeyedNodes<Integer, StepRow, StepNode> nodes =
            new KeyedNodes<>(StepRow::number, StepNode::new, StepNode::show);

    public StepsView() {
        getStyleClass().add("steps");
    }

    public void show(List<StepRow> rows) {
        nodes.showIn(getChildren(), rows);
    }

    /** A button that copies every command, one a line, each after the host it runs on. */
    public static Button copyButton(Supplier<List<StepRow>> rows) {
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
}
