package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.States;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What the operator should know now: that the master is halted, and its notices. A dismissed notice stays away. */
final class Banners extends VBox {
    private final FrameViewModel model;
    private final InstantSource clock;
    private final Set<ControlState.Notice> dismissed = new HashSet<>();

    Banners(FrameViewModel model, InstantSource clock) {
        this.model = model;
        this.clock = clock;
        getStyleClass().add("banners");
        model.facts().subscribe(found -> found.ifPresent(this::show));
    }

    private void show(FrameFacts facts) {
        dismissed.retainAll(facts.notices());
        List<Node> wanted = new java.util.ArrayList<>();
        if (facts.halted()) {
            wanted.add(halted(facts.haltedText()));
        }
        facts.notices().stream()
                .filter(notice -> !dismissed.contains(notice))
                .map(this::banner)
                .forEach(wanted::add);
        getChildren().setAll(wanted);
        States.set(this, "filled", !wanted.isEmpty());
        getStyleClass().remove("around");
        if (!wanted.isEmpty()) {
            getStyleClass().add("around");
        }
    }

    private Node halted(String sentence) {
        Label words = Parts.sentence(sentence);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox banner = new HBox(Parts.label("Halted", "strong"), words);
        banner.getStyleClass().add("banner");
        banner.setId(Ids.BANNER_HALTED);
        States.tone(banner, Tone.DANGER);
        return banner;
    }

    private Node banner(ControlState.Notice notice) {
        Label words = Parts.sentence(notice.sentence());
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        Label time = Parts.label(TimeText.ago(notice.at(), clock.instant()), "time");
        time.setMinWidth(USE_PREF_SIZE);
        Parts.hint(time, TimeText.exact(notice.at()));
        Button dismiss = Parts.button(
                "Dismiss",
                () -> {
                    dismissed.add(notice);
                    model.facts().get().ifPresent(this::show);
                },
                "tiny",
                "quiet");
        HBox banner = new HBox(Parts.shape(), words, time, dismiss);
        banner.getStyleClass().add("banner");
        Tone tone = switch (notice.severity()) {
            case INFORMATION -> Tone.NEUTRAL;
            case WARNING -> Tone.ATTENTION;
            case FAILURE -> Tone.DANGER;
        };
        States.tone(banner, tone);
        States.tone(banner.getChildren().getFirst(), tone);
        return banner;
    }
}
