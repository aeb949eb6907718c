package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.styles.Theme;
import javafx.scene.Scene;

/** The window without a stage, to be drawn once. On JavaFX's application thread. */
public final class StillFrame {
    private static final int PASSES = 3;

    private final MainFrame frame;

    public StillFrame(ConsoleInputs inputs, Theme theme, Place place) {
        frame = new MainFrame(inputs);
        frame.theme().set(theme);
        frame.place().set(place);
    }

    /** The window on a state, after the operator's action, laid out. */
    public Scene scene(double width, double height, ControlState state, Deed deed) {
        Scene scene = frame.scene(width, height);
        frame.show(state);
        deed.in(frame);
        return laidOut(scene);
    }

    /** The window on a state, after the operator's action and then a newer state, laid out. */
    public Scene scene(double width, double height, ControlState state, Deed deed, ControlState newer) {
        Scene scene = scene(width, height, state, deed);
        frame.show(newer);
        return laidOut(scene);
    }

    /** Lays the scene out twice, as a window does at its next pulse: rows learn their height from their width. */
    private static Scene laidOut(Scene scene) {
        for (int pass = 0; pass < PASSES; pass++) {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        }
        return scene;
    }
}
