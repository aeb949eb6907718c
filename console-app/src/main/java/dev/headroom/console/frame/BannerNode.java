package dev.headroom.console.frame;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.States;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Draws one banner. */
final class BannerNode extends HBox {
    private static final double LEAD = 340;
    private static final double LEAST_LEAD = 200;

    private final Region shape = Parts.shape();
    private final Label lead = new Lead();
    private final Label sentence = Parts.sentence("");
    private final Label time = Parts.label("", "time");
    private final Button takeOver;
    private final Button dismiss;

    BannerNode(Banner banner, Runnable onTakeOver, Runnable onDismiss) {
        getStyleClass().add("banner");
        HBox.setHgrow(sentence, Priority.ALWAYS);
        sentence.setMaxWidth(Double.MAX_VALUE);
        time.setMinWidth(USE_PREF_SIZE);
        lead.setMaxWidth(LEAD);
        sentence.setMinWidth(160);
        takeOver = Parts.button("Take over…", onTakeOver, "tiny");
        if (banner.notice().isEmpty()) {
            takeOver.setId(Ids.TAKE_OVER);
        }
        dismiss = Parts.button("Dismiss", onDismiss, "tiny", "quiet");
        getChildren().addAll(shape, lead, sentence, time, takeOver, dismiss);
        if (banner.notice().isEmpty()) {
            setId(Ids.banner(banner.about().kind(), banner.about().name()));
        }
        show(banner);
    }

    /** The subject of a banner: as wide as its words, and wrapped where they are many. */
    private static final class Lead extends Label {
        Lead() {
            getStyleClass().addAll("strong", "sentence");
            setWrapText(true);
            setMinHeight(USE_PREF_SIZE);
        }

        @Override
        protected double computeMinWidth(double height) {
            return Math.min(LEAST_LEAD, computePrefWidth(-1));
        }
    }

    void show(Banner banner) {
        lead.setText(banner.lead());
        Parts.show(lead, !banner.lead().isEmpty());
        sentence.setText(NumberText.unbroken(banner.sentence()));
        time.setText(banner.age());
        Parts.hint(time, banner.exactTime());
        Parts.show(time, !banner.age().isEmpty());
        Parts.show(takeOver, banner.offersTakeOver());
        Parts.show(dismiss, banner.notice().isPresent());
        dismiss.setAccessibleText("Dismiss: " + banner.sentence());
        States.tone(this, banner.tone());
        States.tone(shape, banner.tone());
        setAccessibleText(banner.lead() + " " + banner.sentence() + " " + banner.age());
    }
}
