package dev.headroom.console.services;

import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.TablePage;
import dev.headroom.console.fx.Tables;
import java.util.Comparator;
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
                                Tables.hinted(
                                        "Service",
                                        94,
                                        Comparator.comparingInt(ServicesRow::priority),
                                        row -> "P" + row.priority() + " · " + row.id(),
                                        row -> "Priority %d; clients connect to %s"
                                                .formatted(row.priority(), row.address()),
                                        "strong"),
                                Tables.badge("State", 116, ServicesRow::badge),
                                Tables.number(
                                        "In use",
                                        66,
                                        ServicesRow::utilization,
                                        row -> dash(row, NumberText.percent(row.utilization()))),
                                Tables.number(
                                        "Demand",
                                        112,
                                        ServicesRow::demand,
                                        row -> dash(row, NumberText.rate(row.demand()))),
                                Tables.number(
                                        "Capacity",
                                        112,
                                        ServicesRow::capacity,
                                        row -> dash(row, NumberText.rate(row.capacity()))),
                                Tables.number(
                                        "Serving",
                                        78,
                                        ServicesRow::serving,
                                        row -> row.serving() + " (≥ " + row.minimum() + ")"),
                                Tables.sentence("What the rules say", 150, ServicesRow::verdict))),
                ServicesRow::id,
                ServicesRow::searched);
    }

    private static String dash(ServicesRow row, String value) {
        return row.known() ? value : "–";
    }
}
