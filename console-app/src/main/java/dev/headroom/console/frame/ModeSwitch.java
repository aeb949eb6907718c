package dev.headroom.console.frame;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import dev.headroom.ma2scf.policy.Mode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;

/**
 * Watch, manual, automatic, and an explanation of the chosen mode. It shows the master's mode, never a mode that was
 * only asked for.
 */
final class ModeSwitch extends HBox {
    private final Map<Mode, ToggleButton> buttons = new EnumMap<>(Mode.class);
    private final Label explanation = Parts.label("", "muted", "small");

    ModeSwitch(FrameViewModel model) {
        super(10);
        setAlignment(Pos.CENTER_LEFT);
        HBox group = new HBox(
                button(model, Mode.WATCH, "left-pill"),
                button(model, Mode.MANUAL, "center-pill"),
                button(model, Mode.AUTOMATIC, "right-pill"));
        group.getStyleClass().add("mode");
        group.setAlignment(Pos.CENTER_LEFT);
        group.setMinWidth(USE_PREF_SIZE);
        explanation.setWrapText(true);
        explanation.setMaxWidth(240);
        explanation.setMinWidth(0);
        getChildren().addAll(group, explanation);
    }

    private ToggleButton button(FrameViewModel model, Mode mode, String pill) {
        String word = mode.name().charAt(0) + mode.name().substring(1).toLowerCase(Locale.ROOT);
        ToggleButton button = new ToggleButton(word);
        button.setId(Ids.mode(mode));
        button.getStyleClass().add(pill);
        button.setMinWidth(USE_PREF_SIZE);
        button.setAccessibleText(word + " mode: " + FrameViewModel.explanation(mode));
        Parts.hint(button, FrameViewModel.explanation(mode));
        button.setOnAction(_ -> {
            model.choose(mode);
            model.facts().get().ifPresent(facts -> show(facts.mode()));
        });
        buttons.put(mode, button);
        return button;
    }

    /**
     * Shows or hides the explanation; hovering over the buttons shows it too, so that a narrow window can do without.
     */
    void explain(boolean shown) {
        Parts.show(explanation, shown);
    }

    void show(Mode mode) {
        buttons.forEach((each, button) -> button.setSelected(each == mode));
        explanation.setText(FrameViewModel.explanation(mode));
    }
}
