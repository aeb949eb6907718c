package dev.headroom.console.status;

import dev.headroom.backend.control.ExactCommand;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.States;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One step: its mark, what it does, the exact commands, and what was read back. */
final class StepNode extends HBox {
    private static final int LONG = 160;
    private static final Pattern QUOTED = Pattern.compile("('[^']{24})[^']{" + LONG + ",}'");

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

    /**
     * The label of a command, character for character; a long script within it shows only its ends, and the whole on
     * hover.
     */
    private static Label command(ExactCommand command) {
        String whole = command.host().name() + " $ " + command.text();
        Label label = Parts.sentence(shortened(whole), "mono", "command");
        Parts.hint(label, label.getText().equals(whole) ? "" : whole);
        return label;
    }

    /**
     * The command with its long words in single quotes cut in their middle: the names and options around them tell
     * commands apart.
     */
    private static String shortened(String command) {
        return QUOTED.matcher(command)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) + " … (" + found.group().length() + " characters; hover for all)'"));
    }

    void show(StepRow row) {
        what.setText(row.number() + ". " + NumberText.unbroken(row.what()));
        if (!row.commands().equals(shownCommands)) {
            shownCommands = row.commands();
            commands.getChildren()
                    .setAll(row.commands().stream().map(StepNode::command).toList());
        }
        Parts.show(commands, !row.commands().isEmpty());
        readBack.setText(NumberText.unbroken(row.detail()));
        Parts.show(readBack, !row.detail().isEmpty());
        for (StepRow.Look look : StepRow.Look.values()) {
            States.set(this, look.name().toLowerCase(Locale.ROOT).replace('_', '-'), look == row.look());
        }
        setAccessibleText("Step %d, %s: %s. %s".formatted(row.number(), row.word(), row.what(), row.detail()));
        Parts.hint(this, row.exactTime().isEmpty() ? row.reason() : row.reason() + "\n" + row.exactTime());
    }
}
