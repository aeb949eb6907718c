package dev.headroom.console.services;

import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.TablePage;
import dev.headroom.console.fx.Tables;
import java.util.List;

/** Table of the virtual services. */
public final class ServicesView extends TablePage<ServicesRow> {
    private static final String FEATURE = "services";

    public ServicesView(ServicesViewModel model) {
        super(
                FEATURE,
                "Services",
                Tables.table(
                        FEATURE,
                        model.rows(),
                        Parts.empty(
                                "No services to show",
                                "Services come from the cluster file. If a filter is set, Esc clears it."),
                        List.of(
                                Tables.text("Service", 76, row -> row.id().name(), "strong"),
                                Tables.number("Priority", 68, ServicesRow::priority, row -> "P" + row.priority()),
                                Tables.badge("State", 114, ServicesRow::badge),
                                Tables.number(
                                        "In use",
                                        62,
                                        ServicesRow::utilization,
                                        row -> dash(row, NumberText.percent(row.utilization()))),
                                Tables.number(
                                        "Demand",
                                        102,
                                        ServicesRow::demand,
                                        row -> dash(row, NumberText.rate(row.demand()))),
                                Tables.number(
                                        "Capacity",
                                        102,
                                        ServicesRow::capacity,
                                        row -> dash(row, NumberText.rate(row.capacity()))),
                                Tables.number(
                                        "Serving",
                                        78,
                                        ServicesRow::serving,
                                        row -> row.serving() + " (≥ " + row.minimum() + ")"),
                                Tables.sentence("What the rules say", 140, ServicesRow::verdict))),
                ServicesRow::id,
                ServicesRow::searched);
    }

    private static String dash(ServicesRow row, String value) {
        return row.known() ? value : "–";
    }
}
