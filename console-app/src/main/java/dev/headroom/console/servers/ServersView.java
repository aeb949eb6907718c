package dev.headroom.console.servers;

import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.TablePage;
import dev.headroom.console.fx.Tables;
import java.util.Comparator;
import java.util.List;

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
                                        68,
                                        Comparator.comparing(ServersRow::id),
                                        row -> row.id().name(),
                                        row -> "In " + row.zone(),
                                        "strong"),
                                Tables.badge("State", 116, ServersRow::badge),
                                Tables.number(
                                        "CPU", 60, ServersRow::cpu, row -> dash(row, NumberText.percent(row.cpu()))),
                                Tables.number(
                                        "Memory",
                                        76,
                                        ServersRow::memory,
                                        row -> dash(row, NumberText.percent(row.memory()))),
                                Tables.number("Can lend", 88, ServersRow::freeCores, ServersRow::lends),
                                Tables.number("Weight", 72, ServersRow::weight, row -> NumberText.whole(row.weight())),
                                Tables.number(
                                        "Conn",
                                        60,
                                        ServersRow::connections,
                                        row -> NumberText.whole(row.connections())),
                                Tables.hinted(
                                        "Read",
                                        82,
                                        Comparator.comparingLong(ServersRow::seconds),
                                        ServersRow::age,
                                        ServersRow::sentence,
                                        "number"),
                                Tables.sentence("Containers", 80, ServersRow::containers))),
                ServersRow::id,
                ServersRow::searched);
    }

    private static String dash(ServersRow row, String value) {
        return row.measured() ? value : "–";
    }
}
