package dev.headroom.backend.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What real tools were reported to print, in public. */
public final class Field {
    private static final Pattern DESTINATION =
            Pattern.compile("(\\s+-> \\S+)\\s+\\S+\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s*");
    private static final Pattern SERVICE = Pattern.compile("((?:TCP|UDP|SCTP)\\s+\\S+|FWM\\s+\\S+(?: IPv6)?)\\s+.*");

    private Field() {}

    public static List<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(Field.class.getResourceAsStream("/field/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Section section(SectionKind kind, String file) {
        return new Section(kind, "", lines(file), 0);
    }

    /**
     * A director's listings.
     *
     * @param rules {@code -Sn}
     * @param listed the rows of {@code -Ln}; the other listings have the same
     */
    public static Frame director(List<String> rules, List<String> listed) {
        List<String> list = titled("Scheduler Flags", "Forward Weight ActiveConn InActConn");
        List<String> stats = titled("Conns InPkts OutPkts InBytes OutBytes", "");
        List<String> thresholds = titled("Uthreshold Lthreshold ActiveConn InActConn", "");
        List<String> persistent = titled("Weight PersistConn ActiveConn InActConn", "");
        for (String row : listed) {
            list.add(row);
            Matcher destination = DESTINATION.matcher(row);
            Matcher service = SERVICE.matcher(row);
            if (destination.matches()) {
                String connections = " " + destination.group(3) + " " + destination.group(4);
                stats.add(destination.group(1) + " 7 1 1 1 1");
                thresholds.add(destination.group(1) + " 0 0" + connections);
                persistent.add(destination.group(1) + " " + destination.group(2) + " 0" + connections);
            } else if (service.matches()) {
                stats.add(service.group(1) + " 7 1 1 1 1");
                thresholds.add(row);
                persistent.add(row);
            }
        }
        return new Frame(
                1,
                "director",
                List.of(
                        new Section(SectionKind.IPVS_RULES, "", rules, 0),
                        new Section(SectionKind.IPVS_LIST, "", list, 0),
                        new Section(SectionKind.IPVS_STATS, "", stats, 0),
                        new Section(SectionKind.IPVS_THRESHOLDS, "", thresholds, 0),
                        new Section(SectionKind.IPVS_PERSISTENT, "", persistent, 0)));
    }

    /** The same but for the lines of one section. */
    static Frame changed(Frame frame, SectionKind kind, UnaryOperator<String> change) {
        List<Section> sections = frame.sections().stream()
                .map(section -> section.kind() == kind
                        ? new Section(
                                kind,
                                section.argument(),
                                section.lines().stream().map(change).toList(),
                                section.status())
                        : section)
                .toList();
        return new Frame(frame.number(), frame.role(), sections);
    }

    private static List<String> titled(String service, String destination) {
        return new ArrayList<>(List.of(
                "IP Virtual Server version 1.2.1 (size=4096)",
                "Prot LocalAddress:Port " + service,
                "  -> RemoteAddress:Port " + destination));
    }
}
