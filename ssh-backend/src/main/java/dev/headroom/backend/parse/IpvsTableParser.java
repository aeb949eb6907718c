package dev.headroom.backend.parse;

import dev.headroom.backend.parse.IpvsRow.Layout;
import dev.headroom.backend.parse.IpvsRow.Subject;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Joins the five listings of a frame, for none of them is complete: the rules have method, tunnel and weight; the
 * plain list has the scheduler's flags, which destinations are local, and the connections; thresholds, persistence
 * templates and counters are each in a listing of their own. Pure. See decision 0020.
 *
 * <p>The agent reads the listings at five moments, the rules first. The rules determine which entries the table has;
 * a value that a later listing does not hold is unknown. An entry of the rules that is missing from some listing on
 * was removed meanwhile. Any other contradiction means that the entry was changed meanwhile; it is not understood,
 * like a line that cannot be read, and costs its own service. Where the frame repeats older rules, the plain list is
 * the newest: its weight counts, and a difference means that the rules must be read anew.
 */
public final class IpvsTableParser {
    private final IpvsRules.Table rules;
    private final IpvsListing list;
    private final IpvsListing statistics;
    private final IpvsListing thresholds;
    private final IpvsListing persistent;
    /** The listings in the order in which the agent reads them. */
    private final List<IpvsListing> listings;

    private final List<NotUnderstood> unread = new ArrayList<>();
    private boolean torn;

    private IpvsTableParser(Frame frame, IpvsMemory memory) {
        rules = memory.rules.of(frame.section(SectionKind.IPVS_RULES), IpvsRules::parse);
        list = IpvsListing.parse(Layout.LIST, frame.section(SectionKind.IPVS_LIST));
        statistics = IpvsListing.parse(Layout.STATS, frame.section(SectionKind.IPVS_STATS));
        thresholds = memory.thresholds.of(
                frame.section(SectionKind.IPVS_THRESHOLDS), section -> IpvsListing.parse(Layout.THRESHOLDS, section));
        persistent = memory.persistent.of(
                frame.section(SectionKind.IPVS_PERSISTENT), section -> IpvsListing.parse(Layout.PERSISTENT, section));
        listings = List.of(list, statistics, thresholds, persistent);
        unread.addAll(rules.unread());
        listings.forEach(listing -> unread.addAll(listing.unread()));
    }

    public static IpvsTable parse(Frame frame) {
        return parse(frame, new IpvsMemory());
    }

    /**
     * The table of a frame.
     *
     * @param memory of the director whose frame it is
     */
    public static IpvsTable parse(Frame frame, IpvsMemory memory) {
        return new IpvsTableParser(frame, memory).table();
    }

    private IpvsTable table() {
        List<IpvsTable.Service> services = new ArrayList<>();
        rules.services().forEach((address, rule) -> service(address, rule).ifPresent(services::add));
        added();
        return new IpvsTable(services, once(), torn);
    }

    private Optional<IpvsTable.Service> service(VirtualAddress address, IpvsRules.Service rule) {
        Subject key = new Subject(address, Optional.empty());
        if (isGone(key)) {
            return Optional.empty();
        }
        List<IpvsTable.Destination> destinations = rule.destinations().values().stream()
                .flatMap(spec -> destination(address, spec).stream())
                .toList();
        Optional<IpvsRow> listed = list.row(key);
        Optional<IpvsRow> counted = statistics.row(key);
        if (listed.isEmpty() || counted.isEmpty()) {
            changed(key);
            return Optional.empty();
        }
        torn |= !isAs(rule, listed.get());
        try {
            return Optional.of(new IpvsTable.Service(
                    address,
                    listed.get().line().checked(() -> new Scheduler(rule.scheduler(), flags(listed.get()))),
                    rule.persistence(),
                    counted.get().count(0),
                    destinations));
        } catch (ParseException e) {
            notUnderstood(key, listed.get().line().text(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether a listing shows the scheduler and the persistence of the rules. */
    private static boolean isAs(IpvsRules.Service rule, IpvsRow row) {
        List<String> cells = row.cells();
        int persistent = cells.indexOf("persistent");
        String seconds = persistent >= 0 && persistent + 1 < cells.size() ? cells.get(persistent + 1) : "0";
        return !cells.isEmpty()
                && cells.getFirst().equals(rule.scheduler())
                && seconds.equals(Long.toString(rule.persistence().toSeconds()));
    }

    /**
     * The scheduler's flags: in {@code wrr persistent 300} and {@code sh (sh-fallback,sh-port) ops} only the part in
     * parentheses.
     */
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

    private Optional<IpvsTable.Destination> destination(VirtualAddress address, DestinationSpec rule) {
        Subject key = new Subject(address, Optional.of(rule.endpoint()));
        if (isGone(key)) {
            return Optional.empty();
        }
        Optional<IpvsRow> listed = list.row(key);
        Optional<IpvsRow> limits = thresholds.row(key);
        // A destination without known thresholds cannot be written back unchanged, and only the plain list shows
        // whether it is local.
        if (listed.isEmpty() || limits.isEmpty()) {
            changed(key);
            return Optional.empty();
        }
        try {
            Thresholds bounds = new Thresholds(
                    limits.get().line().number(limits.get().cells().get(0)),
                    limits.get().line().number(limits.get().cells().get(1)));
            DestinationSpec spec = new DestinationSpec(
                    rule.endpoint(), method(listed.get(), rule.method()), weight(listed.get(), rule), bounds);
            return Optional.of(new IpvsTable.Destination(spec, counts(key, listed.get()), packets(key)));
        } catch (ParseException e) {
            notUnderstood(key, listed.get().line().text(), e.getMessage());
            return Optional.empty();
        }
    }

    private ConnectionCounts counts(Subject key, IpvsRow listed) {
        Optional<IpvsRow> counted = statistics.row(key);
        Optional<IpvsRow> templates = persistent.row(key);
        if (counted.isEmpty() || templates.isEmpty()) {
            torn = true;
            return ConnectionCounts.UNKNOWN;
        }
        OptionalLong active = listed.connections(2);
        OptionalLong inactive = listed.connections(3);
        OptionalLong waiting = templates.get().connections(1);
        return active.isEmpty() || inactive.isEmpty() || waiting.isEmpty()
                ? ConnectionCounts.UNKNOWN
                : new ConnectionCounts(
                        active.getAsLong(),
                        inactive.getAsLong(),
                        waiting.getAsLong(),
                        counted.get().count(0));
    }

    private Optional<IpvsTable.Packets> packets(Subject key) {
        return statistics.row(key).map(row -> new IpvsTable.Packets(row.count(1), row.count(2)));
    }

    /**
     * The forwarding method: only the plain list shows a local destination, and the rules are more exact about all
     * others.
     */
    private ForwardingMethod method(IpvsRow listed, ForwardingMethod rule) {
        String word = listed.cells().getFirst();
        String ruled = switch (rule) {
            case ForwardingMethod.DirectRouting _, ForwardingMethod.Local _ -> "Route";
            case ForwardingMethod.Masquerading _ -> "Masq";
            case ForwardingMethod.Tunneling _ -> "Tunnel";
        };
        return switch (word) {
            case "Local" -> new ForwardingMethod.Local();
            case "Route", "Masq", "Tunnel" -> {
                torn |= !word.equals(ruled);
                yield rule;
            }
            default -> throw listed.line().surprise("Route, Masq, Tunnel or Local instead of '" + word + "'");
        };
    }

    private Weight weight(IpvsRow listed, DestinationSpec rule) {
        Weight weight = listed.line()
                .checked(() -> new Weight(listed.line().number(listed.cells().get(1))));
        torn |= !weight.equals(rule.weight());
        return weight;
    }

    /** Whether an entry was in the table when the rules were read, and from some listing on no more. */
    private boolean isGone(Subject key) {
        int first = 0;
        while (first < listings.size() && !listings.get(first).isWithout(key)) {
            first++;
        }
        boolean gone = first < listings.size()
                && listings.subList(first, listings.size()).stream().allMatch(listing -> listing.isWithout(key));
        torn |= gone;
        return gone;
    }

    private void changed(Subject key) {
        Optional<IpvsListing> without =
                listings.stream().filter(listing -> listing.isWithout(key)).findFirst();
        torn |= without.isPresent();
        notUnderstood(
                key,
                key.toString(),
                without.map(listing -> "'%s' does not have it: it was changed while the table was read."
                                .formatted(listing.tool()))
                        .orElse("A line that may be about it is not understood."));
    }

    /** Reports the entries that the newest listings have and the rules do not. */
    private void added() {
        Set<Subject> newest = new LinkedHashSet<>(list.rows().keySet());
        newest.addAll(persistent.rows().keySet());
        Set<Subject> named = rules.unread().stream()
                .flatMap(line -> line.service().map(service -> new Subject(service, line.destination())).stream())
                .collect(Collectors.toSet());
        for (Subject key : newest) {
            boolean inRules = Optional.ofNullable(rules.services().get(key.service()))
                    .filter(service -> key.destination()
                            .map(service.destinations()::containsKey)
                            .orElse(true))
                    .isPresent();
            if (!inRules && !named.contains(key)) {
                torn = true;
                notUnderstood(
                        key,
                        key.toString(),
                        "'ipvsadm -Sn' does not have it: it was added while the table was read, or its rule is not"
                                + " understood.");
            }
        }
    }

    private void notUnderstood(Subject key, String line, String why) {
        unread.add(new NotUnderstood(Optional.of(key.service()), key.destination(), line, why));
    }

    /** The first line about each entry, and every line whose entry is unknown. */
    private List<NotUnderstood> once() {
        Map<Object, NotUnderstood> result = new LinkedHashMap<>();
        for (NotUnderstood line : unread) {
            Object about = line.service()
                    .<Object>map(service -> new Subject(service, line.destination()))
                    .orElse(line.line());
            result.putIfAbsent(about, line);
        }
        return List.copyOf(result.values());
    }
}
