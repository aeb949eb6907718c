package dev.headroom.console.proposals;

import dev.headroom.backend.link.OfferWords;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.fx.UtilizationBar;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.Plan;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Expected utilization: for each service and lender a bar of now over a bar of afterwards, with both numbers. */
final class ForecastView extends GridPane {
    private static final double SUBJECT = 130;

    private @Nullable List<Plan.Forecast> shown;

    ForecastView() {
        getStyleClass().add("forecast");
        ColumnConstraints bars = new ColumnConstraints();
        bars.setHgrow(Priority.ALWAYS);
        getColumnConstraints().addAll(new ColumnConstraints(), bars, new ColumnConstraints());
    }

    void show(List<Plan.Forecast> forecasts) {
        if (forecasts.equals(shown)) {
            return;
        }
        shown = forecasts;
        getChildren().clear();
        for (int i = 0; i < forecasts.size(); i++) {
            Plan.Forecast forecast = forecasts.get(i);
            VBox bars = new VBox(2, bar(forecast.before()), bar(forecast.after()));
            bars.setAlignment(Pos.CENTER);
            Label numbers = Parts.label(OfferWords.change(forecast), "number");
            numbers.setMinWidth(USE_PREF_SIZE);
            Label subject = Parts.name(forecast.subject().toString());
            subject.setMaxWidth(SUBJECT);
            addRow(i, subject, bars, numbers);
        }
    }

    private static UtilizationBar bar(Utilization utilization) {
        UtilizationBar bar = new UtilizationBar();
        double fraction = utilization.fraction();
        bar.show(fraction, 0, Tone.NEUTRAL);
        return bar;
    }
}
