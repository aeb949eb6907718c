package dev.headroom.console.servers;

import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.TablePage;
import dev.headroom.console.fx.Tables;
import dev.headroom.ma2scf.model.Utilization;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Table of the real servers. */
public final class ServersView extends TablePage<ServersRow> {
    private static final String FEATURE = "servers";

    public ServersView(ServersViewModel model) {
        super(
                FEATURE,
                "Servers",
                Tables.table(
                        FEATURE,
                        model.rows(),
                        Parts.empty(
                                "No real servers to show",
                                "Real servers come from the cluster file. If a filter is set, Esc clears it."),
                        List.of(
                                Tables.hinted(
                                        "Server",
                                        72,
                                        Comparator.comparing(row -> row.id().name(), NaturalOrder.NAMES),
                                        row -> row.id().name(),
                                        ServersRow::summary,
                                        "strong",
                                        Tables.NAME),
                                Tables.badge(
                                        "State",
                                        112,
                                        row -> row.figures().standing().badge()),
                                Tables.number(
                                        "CPU",
                                        66,
                                        row -> fraction(row.figures().cpu()),
                                        row -> row.figures().cpuText()),
                                Tables.optional(Tables.number(
                                        "Memory",
                                        78,
                                        row -> fraction(row.figures().memory()),
                                        row -> row.figures().memoryText())),
                                Tables.optional(Tables.number(
                                        "Can lend",
                                        84,
                                        row -> row.figures().spare().orElse(-1),
                                        ServersRow::lends)),
                                Tables.number(
                                        "Conn",
                                        60,
                                        row -> row.figures().active().orElse(-1),
                                        row -> row.figures().activeText()),
                                Tables.optional(Tables.hinted(
                                        "Read",
                                        74,
                                        Comparator.comparingLong(ServersRow::seconds),
                                        ServersRow::age,
                                        ServersRow::sentence,
                                        "number")),
                                Tables.sentence(
                                        "Weights", 90, row -> row.figures().shortWeights()),
                                Tables.sentence("Containers", 96, ServersRow::containers))),
                ServersRow::id,
                ServersRow::searched);
    }

    private static double fraction(Optional<Utilization> used) {
        return used.map(Utilization::fraction).orElse(-1.0);
    }
}
