package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.FocusKeeper;
import dev.headroom.console.fx.KeyGuard;
import dev.headroom.console.fx.States;
import dev.headroom.console.look.Themes;
import dev.headroom.console.status.Cleaned;
import dev.headroom.styles.Theme;
import java.time.InstantSource;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The whole content of the window. It shows the states that it is given and sends intents; it depends on nothing else
 * of the program. On JavaFX's application thread.
 */
public final class MainFrame extends BorderPane {
    private static final double NARROW = 1_180;

    private final FrameViewModel model;
    private final Views views;
    private final InstantSource clock;
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
    private final KeyGuard guard = new KeyGuard();
    private final FocusKeeper keeper;
    private Optional<ControlState> newest = Optional.empty();

    public MainFrame(ConsoleInputs inputs) {
        clock = inputs.clock();
        model = new FrameViewModel(inputs.clusterName(), inputs.intents(), inputs.operator());
        views = new Views(inputs);
        keeper = new FocusKeeper(this);
        setTop(new VBox(new TopBar(model, theme), new FrameQuestions(model, guard)));
        StackPane centre = new StackPane();
        model.place().subscribe(place -> centre.getChildren().setAll(views.at(place)));
        BorderPane middle = new BorderPane(centre);
        middle.setMinWidth(0);
        middle.setTop(new VBox(new Banners(model), new NumberStrip(model)));
        Navigation navigation = new Navigation(model);
        setLeft(navigation);
        widthProperty().subscribe(width -> {
            boolean narrow = width.doubleValue() > 0 && width.doubleValue() < NARROW;
            navigation.narrow(narrow);
            States.set(this, "narrow", narrow);
            States.set(views.inbox(), "narrow", narrow);
        });
        setCenter(middle);
        setRight(views.inbox());
        Themes.follow(this, theme);
        new Keyboard(model, views, guard).listenOn(this);
    }

    /** Shows a state. On JavaFX's application thread. */
    public void show(ControlState state) {
        newest = Optional.of(Cleaned.of(state));
        refresh();
    }

    /** Shows the newest state again, with its ages as of now. */
    void refresh() {
        newest.ifPresent(state -> {
            var now = clock.instant();
            boolean lapsed = keeper.around(() -> {
                model.show(state, now);
                views.projections().forEach(projection -> projection.show(state, now));
            });
            if (lapsed) {
                guard.begin();
            }
        });
    }

    ObjectProperty<Theme> theme() {
        return theme;
    }

    ObjectProperty<Place> place() {
        return model.place();
    }

    FrameViewModel model() {
        return model;
    }

    Views views() {
        return views;
    }

    /** A scene of this frame with the style sheets of its theme. */
    Scene scene(double width, double height) {
        return new Scene(this, width, height);
    }
}
