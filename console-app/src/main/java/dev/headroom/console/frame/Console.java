package dev.headroom.console.frame;

import dev.headroom.console.look.StageMemory;
import dev.headroom.console.look.WindowIcons;
import dev.headroom.console.look.WindowPlace;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.stage.Stage;
import javafx.util.Duration;

/** Opens the window on a stage. */
public final class Console {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;

    private Console() {}

    /** Shows the window and keeps it up to date until it is closed. On JavaFX's application thread. */
    public static void show(Stage stage, ConsoleInputs inputs) {
        MainFrame frame = new MainFrame(inputs);
        inputs.bridge().onState(frame::show);
        Timeline ages = new Timeline(new KeyFrame(Duration.seconds(1), _ -> frame.refresh()));
        ages.setCycleCount(Animation.INDEFINITE);
        ages.play();
        stage.setTitle("Headroom – " + inputs.clusterName());
        WindowIcons.on(stage);
        stage.setScene(frame.scene(WIDTH, HEIGHT));
        stage.setMinWidth(WindowPlace.LEAST_WIDTH);
        stage.setMinHeight(WindowPlace.LEAST_HEIGHT);
        StageMemory.open(inputs.look(), stage, frame.theme(), WIDTH, HEIGHT);
        stage.setOnHidden(_ -> ages.stop());
        stage.setOnCloseRequest(request -> {
            if (!frame.model().mayClose()) {
                request.consume();
            }
        });
        frame.model().closed().subscribe(closed -> {
            if (closed) {
                stage.hide();
            }
        });
        stage.show();
        // Without this the first control has the focus, and an accidental Enter changes the mode.
        stage.getScene().getRoot().requestFocus();
    }
}
