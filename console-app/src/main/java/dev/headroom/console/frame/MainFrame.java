package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Mode;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Question;
import dev.headroom.styles.Theme;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Everything in the window. Shows states it is given; asks by intents; knows nothing of the rest of the program. */
public final class MainFrame extends BorderPane {
    private final FrameViewModel model;
    private final Views views;
    private final InstantSource clock;
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
    private final VBox top;
    private Optional<ControlState> newest = Optional.empty();

    public MainFrame(ConsoleInputs inputs) {
        clock = inputs.clock();
        model = new FrameViewModel(inputs.clusterName(), inputs.intents(), inputs.operator());
        views = new Views(inputs);
        top = new VBox(new TopBar(model, theme));
        StackPane centre = new StackPane();
        model.place().subscribe(place -> centre.getChildren().setAll(views.at(place)));
        BorderPane middle = new BorderPane(centre);
        middle.setTop(new VBox(new Banners(model), new NumberStrip(model)));
        setTop(top);
        setLeft(new Navigation(model));
        setCenter(middle);
        setRight(views.inbox());
        model.askedMode().subscribe(this::askMode);
        Themes.follow(this, theme);
        new Keyboard(model, views).listenOn(this);
    }

    /** Shows a state. On the screen's thread. */
    public void show(ControlState state) {
        newest = Optional.of(state);
        refresh();
    }

    /** Shows the newest state again, for its ages. */
    void refresh() {
        newest.ifPresent(state -> {
            var now = clock.instant();
            model.show(state, now);
            views.projections().forEach(projection -> projection.show(state, now));
        });
    }

    ObjectProperty<Theme> theme() {
        return theme;
    }

    ObjectProperty<Place> place() {
        return model.place();
    }

    Views views() {
        return views;
    }

    /** A scene of this frame with the sheets of its theme. */
    Scene scene(double width, double height) {
        return new Scene(this, width, height);
    }

    private void askMode(Optional<Mode> asked) {
        top.getChildren().removeIf(Question.class::isInstance);
        asked.ifPresent(mode -> {
            String word = mode.name().toLowerCase(Locale.ROOT);
            Question question = new Question(
                    "Switch to %s? %s.".formatted(word, FrameViewModel.explanation(mode)),
                    "Switch to " + word,
                    model::confirmMode,
                    "Leave as it is",
                    model::back);
            question.setId(Ids.MODE_QUESTION);
            question.getStyleClass().add("in-bar");
            top.getChildren().add(question);
            question.focusCareful();
        });
    }
}
