package dev.headroom.console.look;

import dev.headroom.styles.AppIcon;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/** Gives a window the program's icon, for its frame, the taskbar and the switcher. On JavaFX's application thread. */
public final class WindowIcons {
    private WindowIcons() {}

    /** The platform takes the size that it needs. */
    public static void on(Stage stage) {
        AppIcon.pictures().forEach(picture -> stage.getIcons().add(new Image(picture.toExternalForm())));
    }
}
