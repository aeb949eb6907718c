package dev.headroom.console.welcome;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import dev.headroom.styles.Theme;
import javafx.scene.control.Button;
import javafx.stage.Stage;

/** Says why the console did not open. On JavaFX's application thread. */
public final class TroubleWindow {
    private TroubleWindow() {}

    public static void show(Stage stage, Theme theme, String sentence) {
        Button close = Parts.button("Close", stage::hide);
        close.setId(Ids.CANCEL);
        close.setCancelButton(true);
        SmallWindow.show(stage, theme, "Headroom could not open", sentence, close);
    }
}
