package dev.headroom.console.look;

import dev.headroom.styles.Theme;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.Property;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/**
 * Puts a stage where it was in the last run, and remembers where the operator puts it and which theme it has. On
 * JavaFX's application thread.
 */
public final class StageMemory {
    private final Stage stage;
    private WindowLook look;

    private StageMemory(Stage stage, WindowLook look) {
        this.stage = stage;
        this.look = look;
    }

    /** Gives the stage and its theme their look, and writes it at each change of the theme and when the stage hides. */
    public static void open(LookFile file, Stage stage, Property<Theme> theme, double width, double height) {
        StageMemory memory = new StageMemory(stage, file.read());
        theme.setValue(memory.look.theme());
        memory.place(width, height);
        for (ObservableValue<?> each : List.of(
                stage.xProperty(),
                stage.yProperty(),
                stage.widthProperty(),
                stage.heightProperty(),
                stage.maximizedProperty())) {
            each.addListener((_, _, _) -> memory.moved());
        }
        theme.addListener((_, _, chosen) -> {
            memory.look = new WindowLook(chosen, memory.look.place());
            file.write(memory.look);
        });
        stage.showingProperty().addListener((_, _, showing) -> {
            if (showing) {
                memory.moved();
            } else {
                file.write(memory.look);
            }
        });
    }

    private void place(double width, double height) {
        List<Rectangle2D> screens = screens();
        Rectangle2D first = screens.getFirst();
        if (look.place().isEmpty() && !Double.isNaN(stage.getWidth())) {
            return;
        }
        // Also at first: left to the platform, some window managers put the title above the screen.
        WindowPlace place = look.place()
                .orElseGet(() -> WindowPlace.inTheMiddleOf(first, width, height))
                .on(screens);
        stage.setX(place.x());
        stage.setY(place.y());
        stage.setWidth(place.width());
        stage.setHeight(place.height());
        stage.setMaximized(place.maximized());
    }

    private void moved() {
        if (stage.isShowing() && !stage.isIconified()) {
            look = new WindowLook(look.theme(), place());
        }
    }

    private Optional<WindowPlace> place() {
        Optional<WindowPlace> before = look.place();
        Optional<WindowPlace> now =
                WindowPlace.of(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false);
        // Some platforms resize a window before they say that it is maximized: its place before that is remembered.
        boolean fills = stage.isMaximized()
                || now.filter(place -> place.covers(screens())).isPresent();
        return before.isPresent() && (fills || now.isEmpty())
                ? before.map(place -> place.maximized(stage.isMaximized()))
                : now;
    }

    /** The primary screen first. */
    private static List<Rectangle2D> screens() {
        return Stream.concat(Stream.of(Screen.getPrimary()), Screen.getScreens().stream())
                .distinct()
                .map(Screen::getVisualBounds)
                .toList();
    }
}
