package dev.headroom.console.proposals;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.status.ScriptBar;
import dev.headroom.console.status.Scripts;
import dev.headroom.console.status.StepsView;
import dev.headroom.ma2scf.plan.Plan;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The content of an unfolded card: reasons, steps, forecast, why not others. */
final class CardBody extends VBox {
    private static final String FORECAST =
            "Part in use of the capacity open to it, now and after all steps, at the present demand:";

    private final StepsView steps = new StepsView();
    private final ForecastView forecast = new ForecastView();
    private final VBox reasons = new VBox(3);
    private final VBox others = new VBox(3);
    private final VBox why = part("WHY", reasons);
    private final VBox then;
    private final VBox whyNot = part("WHY NOT OTHERS", others);
    private @Nullable List<String> shownReasons;
    private @Nullable List<Plan.WhyNot> shownOthers;

    CardBody(ProposalId id, Scripts scripts) {
        getStyleClass().add("body");
        VBox what = part("WHAT", steps);
        what.getChildren().set(0, new ScriptBar(Parts.label("WHAT", "section"), scripts, () -> Optional.of(id)));
        then = part("THEN", new VBox(4, Parts.sentence(FORECAST, "small", "muted"), forecast));
        getChildren().addAll(why, what, then, whyNot);
    }

    /**
     * Shows what the decision needs.
     *
     * @param asked whether the operator is asked to run the plan: then no step is hidden
     */
    void show(ProposalCard card, boolean asked) {
        steps.show(card.progress().steps(), asked);
        forecast.show(card.argument().forecast());
        if (!card.argument().reasons().equals(shownReasons)) {
            shownReasons = card.argument().reasons();
            reasons.getChildren()
                    .setAll(card.argument().reasons().stream()
                            .map(Parts::bullet)
                            .toList());
        }
        if (!card.argument().whyNot().equals(shownOthers)) {
            shownOthers = card.argument().whyNot();
            others.getChildren()
                    .setAll(card.argument().whyNot().stream()
                            .map(other -> Parts.bullet(other.subject() + ": " + other.text()))
                            .toList());
        }
        Parts.show(why, !card.argument().reasons().isEmpty());
        Parts.show(then, !card.argument().forecast().isEmpty());
        Parts.show(whyNot, !card.argument().whyNot().isEmpty());
    }

    private static VBox part(String title, Node content) {
        VBox part = new VBox(Parts.label(title, "section"), content);
        part.getStyleClass().add("part");
        return part;
    }
}
