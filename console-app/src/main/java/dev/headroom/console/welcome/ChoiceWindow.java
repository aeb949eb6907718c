package dev.headroom.console.welcome;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import dev.headroom.styles.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Stage;

/** Asks what to open. On JavaFX's application thread. */
public final class ChoiceWindow {
    private ChoiceWindow() {}

    /**
     * Shows the question; {@code chosen} gets the answer before the window hides, and nothing if it is closed.
     *
     * @param demo whether this program has a demo to offer
     */
    public static void show(Stage stage, Theme theme, boolean demo, Consumer<Choice> chosen) {
        show(stage, theme, demo, () -> file(stage), chosen);
    }

    static void show(
            Stage stage, Theme theme, boolean demo, Supplier<Optional<Choice>> files, Consumer<Choice> chosen) {
        Consumer<Choice> answer = choice -> {
            chosen.accept(choice);
            stage.hide();
        };
        List<Button> buttons = new ArrayList<>();
        Button close = Parts.button("Close", stage::hide);
        close.setId(Ids.CANCEL);
        close.setCancelButton(true);
        buttons.add(close);
        if (demo) {
            Button see = Parts.button("See the demo", () -> answer.accept(new Choice.Demo()));
            see.setId(Ids.DEMO);
            buttons.add(see);
        }
        // Closing the choice of a file leads back here.
        Button open = Parts.button("Open a cluster file…", () -> files.get().ifPresent(answer), "primary");
        open.setId(Ids.OPEN);
        buttons.add(open);
        SmallWindow.show(
                stage,
                theme,
                "Headroom",
                demo
                        ? "Open the file that describes your cluster, or see Headroom on a built-in cluster first."
                        : "Open the file that describes your cluster.",
                buttons.toArray(Button[]::new));
    }

    private static Optional<Choice> file(Stage stage) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open a cluster file");
        chooser.getExtensionFilters()
                .setAll(
                        new ExtensionFilter("Headroom clusters", "*.headroom.yaml", "*.headroom.yml"),
                        new ExtensionFilter("YAML", "*.yaml", "*.yml"),
                        new ExtensionFilter("All files", "*"));
        return Optional.ofNullable(chooser.showOpenDialog(stage)).map(file -> new Choice.ClusterFile(file.toPath()));
    }
}
