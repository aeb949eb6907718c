package dev.headroom.console.services;

import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.TablePage;
import dev.headroom.console.fx.Tables;
import dev.headroom.ma2scf.model.Utilization;
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
                                        110,
                                        Comparator.comparingInt(ServicesRow::priority)
                                                .thenComparing(row -> row.id().name(), NaturalOrder.NAMES),
                                        row -> "P" + row.priority() + " · " + row.id(),
                                        row -> "Priority %d; clients connect to %s"
                                                .formatted(row.priority(), row.address()),
                                        "strong",
                                        Tables.NAME),
                                Tables.badge("State", 116, row -> row.figures().badge()),
                                Tables.number(
                                        "In use",
                                        66,
                                        row -> row.figures()
                                                .used()
                                                .map(Utilization::fraction)
                                                .orElse(-1.0),
                                        row -> row.figures().usedText()),
                                Tables.number(
                                        "Demand",
                                        112,
                                        row -> row.figures().demand().orElse(-1),
                                        row -> row.figures().demandText()),
                                Tables.optional(Tables.number(
                                        "Serving",
                                        86,
                                        row -> row.figures().serving().orElse(-1),
                                        row -> row.figures().servingText() + " (≥ " + row.minimum() + ")")),
                                Tables.sentence("The rules say", 150, ServicesRow::verdict))),
                ServicesRow::id,
                ServicesRow::searched);
    }
}
