package dev.headroom.backend.parse;

import dev.headroom.backend.parse.IpvsRow.Layout;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Joins the five listings of a frame: none of them says everything. The rules have method, tunnel and weight; the plain list has
 * the scheduler's flags, which destinations are local, and the connections; thresholds, persistence templates and the counters
 * are each in a listing of their own.
 *
 * <p>If a destination is missing in one of them, the table was changed while it was read: that frame is not used.
 */
public final class IpvsTableParser {
    private final Map<VirtualAddress, IpvsRules.Service> rules;
    private final Map<Key, IpvsRow> list;
    private final Map<Key, IpvsRow> statistics;
    private final Map<Key, IpvsRow> thresholds;
    private final Map<Key, IpvsRow> persistent;

    private record Key(VirtualAddress service, Optional<Endpoint> destination) {}

    private IpvsTableParser(Frame frame) {
        rules = IpvsRules.parse(frame.section("ipvs-rules"));
        list = rows(Layout.LIST, frame.section("ipvs-list"));
        statistics = rows(Layout.STATS, frame.section("ipvs-stats"));
        thresholds = rows(Layout.THRESHOLDS, frame.section("ipvs-thresholds"));
        persistent = rows(Layout.PERSISTENT, frame.section("ipvs-persistent"));
    }

    public static IpvsTable parse(Frame frame) {
        IpvsTableParser parser = new IpvsTableParser(frame);
        return new IpvsTable(parser.rules.entrySet().stream()
                .map(rule -> parser.service(rule.getKey(), rule.getValue()))
                .toList());
    }

    private static Map<Key, IpvsRow> rows(Layout layout, Section section) {
        Map<Key, IpvsRow> result = new HashMap<>();
        for (IpvsRow row : IpvsRow.parse(layout, section)) {
            if (result.put(new Key(row.service(), row.destination()), row) != null) {
                throw row.line().surprise("each service and destination once");
            }
        }
        return result;
    }

    private IpvsTable.Service service(VirtualAddress address, IpvsRules.Service rule) {
        Key key = new Key(address, Optional.empty());
        IpvsRow listed = row(list, key, "ipvsadm -Ln");
        IpvsRow counted = row(statistics, key, "ipvsadm -Ln --stats --exact");
        counted.requireCells(5);
        return new IpvsTable.Service(
                address,
                listed.line().checked(() -> new Scheduler(rule.scheduler(), flags(listed))),
                rule.persistence(),
                counted.count(0),
                rule.destinations().values().stream()
                        .map(spec -> destination(address, spec))
                        .toList());
    }

    /** {@code wrr persistent 300}, {@code sh (sh-fallback,sh-port) ops}: only the part in parentheses is the scheduler's. */
    private static Set<String> flags(IpvsRow row) {
        if (row.cells().isEmpty()) {
            throw row.line().surprise("a scheduler");
        }
        return row.cells().stream()
                .filter(cell -> cell.startsWith("(") && cell.endsWith(")"))
                .flatMap(cell ->
                        Arrays.stream(cell.substring(1, cell.length() - 1).split(",", -1)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private IpvsTable.Destination destination(VirtualAddress address, DestinationSpec rule) {
        Key key = new Key(address, Optional.of(rule.endpoint()));
        IpvsRow listed = row(list, key, "ipvsadm -Ln");
        listed.requireCells(4);
        IpvsRow counted = row(statistics, key, "ipvsadm -Ln --stats --exact");
        counted.requireCells(5);
        IpvsRow limits = row(thresholds, key, "ipvsadm -Ln --thresholds");
        limits.requireCells(4);
        IpvsRow templates = row(persistent, key, "ipvsadm -Ln --persistent-conn");
        templates.requireCells(4);
        Thresholds bounds = new Thresholds(
                limits.line().number(limits.cells().get(0)),
                limits.line().number(limits.cells().get(1)));
        return new IpvsTable.Destination(
                new DestinationSpec(rule.endpoint(), method(listed, rule.method()), rule.weight(), bounds),
                new ConnectionCounts(listed.count(2), listed.count(3), templates.count(1), counted.count(0)));
    }

    /** Only the list tells a local destination; everything else the rules say in more detail. */
    private static ForwardingMethod method(IpvsRow listed, ForwardingMethod rule) {
        String word = listed.cells().getFirst();
        return switch (word) {
            case "Local" -> new ForwardingMethod.Local();
            case "Route", "Masq", "Tunnel" -> rule;
            default -> throw listed.line().surprise("Route, Masq, Tunnel or Local instead of '" + word + "'");
        };
    }

    private static IpvsRow row(Map<Key, IpvsRow> rows, Key key, String tool) {
        IpvsRow row = rows.get(key);
        if (row == null) {
            String missing =
                    key.service() + key.destination().map(d -> " -> " + d).orElse("");
            throw new ParseException(tool, 0, missing, "there too, as in ipvsadm -Sn (changed while it was read?)");
        }
        return row;
    }
}
