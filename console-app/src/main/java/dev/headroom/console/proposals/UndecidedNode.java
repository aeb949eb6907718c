package dev.headroom.console.proposals;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.States;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Explains in the inbox why a service has no proposal. */
final class UndecidedNode extends VBox {
    private static final int AT_MOST = 8;

    private final Label title = Parts.sentence("", "strong");
    private final Label badge = Parts.badge();
    private final VBox reasons = new VBox(3);
    private List<String> shown = List.of();

    UndecidedNode(Undecided undecided) {
        setId(Ids.undecided(undecided.service()));
        getStyleClass().addAll("card", "undecided");
        getChildren()
                .addAll(Parts.row(6, Parts.label("NO PROPOSAL", "section"), Parts.spring(), badge), title, reasons);
    }

    void show(Undecided undecided) {
        title.setText(undecided.title());
        Parts.badge(badge, undecided.badge());
        States.tone(this, undecided.badge().tone());
        setAccessibleText(undecided.title() + " " + String.join(" ", undecided.reasons()));
        if (!undecided.reasons().equals(shown)) {
            shown = undecided.reasons();
            List<HBox> bullets =
                    shown.stream().limit(AT_MOST).map(Parts::bullet).toList();
            reasons.getChildren().setAll(bullets);
            if (shown.size() > AT_MOST) {
                reasons.getChildren().add(rest(shown.subList(AT_MOST, shown.size())));
            }
        }
    }

    private static HBox rest(List<String> hidden) {
        HBox rest = Parts.bullet("And %s; hover for them.".formatted(NumberText.count(hidden.size(), "more reason")));
        rest.setId(Ids.MORE_REASONS);
        Parts.hint(rest, String.join("\n", hidden));
        return rest;
    }
}
