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
                                Tables.text("Server", 62, row -> row.id().name(), "strong"),
                                Tables.text("Zone", 64, ServersRow::zone, "muted"),
                                Tables.badge("State", 112, ServersRow::badge),
                                Tables.number(
                                        "Processor",
                                        78,
                                        ServersRow::cpu,
                                        row -> dash(row, NumberText.percent(row.cpu()))),
                                Tables.number(
                                        "Memory",
                                        68,
                                        ServersRow::memory,
                                        row -> dash(row, NumberText.percent(row.memory()))),
                                Tables.number(
                                        "Can lend",
                                        80,
                                        ServersRow::freeCores,
                                        row -> dash(
                                                row,
                                                row.lends().equals("Yes") ? NumberText.cores(row.freeCores()) : "no")),
                                Tables.number("Weight", 60, ServersRow::weight, row -> NumberText.whole(row.weight())),
                                Tables.number(
                                        "Conn",
                                        60,
                                        ServersRow::connections,
                                        row -> NumberText.whole(row.connections())),
                                Tables.sentence("Containers", 130, ServersRow::containers),
                                Tables.hinted(
                                        "Read",
                                        70,
                                        Comparator.comparingLong(ServersRow::seconds),
                                        ServersRow::age,
                                        ServersRow::sentence,
                                        "number"))),
                ServersRow::id,
                ServersRow::searched);
    }

    private static String dash(ServersRow row, String value) {
        return row.measured() ? value : "–";
    }
}
