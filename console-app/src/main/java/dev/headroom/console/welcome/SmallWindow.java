package dev.headroom.console.welcome;

import dev.headroom.console.fx.Parts;
import dev.headroom.console.look.Themes;
import dev.headroom.console.look.WindowIcons;
import dev.headroom.styles.AppIcon;
import dev.headroom.styles.Theme;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/** The icon, a sentence and a row of buttons. On JavaFX's application thread. */
final class SmallWindow {
    private static final int ICON = 48;
    private static final double WIDTH = 520;

    private SmallWindow() {}

    /** Puts it on a stage and shows that. The last button has the focus. */
    static void show(Stage stage, Theme theme, String title, String sentence, Button... buttons) {
        HBox text = new HBox(16, icon(), Parts.sentence(sentence));
        text.setAlignment(Pos.TOP_LEFT);
        HBox.setHgrow(text.getChildren().getLast(), Priority.ALWAYS);
        HBox row = Parts.row(
                8,
                Stream.concat(Stream.<Node>of(Parts.spring()), Stream.of(buttons))
                        .toArray(Node[]::new));
        VBox all = new VBox(20, text, row);
        all.setPadding(new Insets(20));
        all.setPrefWidth(WIDTH);
        Scene scene = new Scene(all);
        Themes.apply(scene, theme);
        WindowIcons.on(stage);
        stage.setTitle(title);
        stage.setScene(scene);
        stage.setResizable(false);
        stage.show();
        stage.sizeToScene();
        buttons[buttons.length - 1].requestFocus();
    }

    private static ImageView icon() {
        ImageView view = new ImageView(AppIcon.pictures()
                .get(AppIcon.SIZES.indexOf(2 * ICON > 64 ? 128 : 64))
                .toExternalForm());
        view.setFitWidth(ICON);
        view.setFitHeight(ICON);
        view.setSmooth(true);
        return view;
    }
}
