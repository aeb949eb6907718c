package dev.headroom.console.cli.ssh;

import dev.headroom.backend.fleet.SshReport;
import dev.headroom.backend.json.JsonLine;
import dev.headroom.backend.remote.Printable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a report: lines of {@code ssh -G} with a comment each, then comments only. */
final class SshConfigText {
    private SshConfigText() {}

    static void print(SshReport report, PrintWriter out) {
        report.settings()
                .forEach(setting -> out.println("%-50s # %s"
                        .formatted(
                                Printable.line(setting.keyword() + " " + setting.value()),
                                Printable.line(setting.source()))));
        out.println("# way: this computer -> "
                + report.route().stream().map(SshConfigText::hop).collect(Collectors.joining(" -> ")));
        report.keys()
                .forEach(key -> out.println("# key: %s, %s (%s)"
                        .formatted(
                                Printable.line(key.path()),
                                key.exists() ? "is there" : "is NOT there, is no file or cannot be read",
                                Printable.line(key.source()))));
        if (report.keys().isEmpty()) {
            out.println(
                    report.refusal().isPresent()
                            ? "# key: not known, since Headroom does not connect"
                            : "# key: no file; only keys of the ssh-agent");
        }
        report.remarks().forEach(remark -> out.println("# note: " + Printable.line(remark)));
        report.notFollowed().forEach(told -> out.println("# not followed: " + sentence(told)));
        report.refusal().ifPresent(refused -> out.println("# NOT CONNECTED: " + sentence(refused)));
    }

    private static String hop(SshReport.Hop hop) {
        String by = hop.command().map(line -> "(" + line + ") -> ").orElse("");
        String address = hop.address().contains(":") ? "[" + hop.address() + "]" : hop.address();
        return Printable.line(by + hop.user() + "@" + address + ":" + hop.port());
    }

    private static String sentence(SshReport.Sentence told) {
        return Printable.line("'%s' (%s): %s".formatted(told.setting(), told.place(), told.sentence()));
    }

    static String json(SshReport report) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("host", report.name());
        all.put(
                "settings",
                report.settings().stream()
                        .map(s -> fields("keyword", s.keyword(), "value", s.value(), "source", s.source()))
                        .toList());
        all.put("route", report.route().stream().map(SshConfigText::toMap).toList());
        all.put(
                "keys",
                report.keys().stream()
                        .map(k -> fields("path", k.path(), "exists", k.exists(), "source", k.source()))
                        .toList());
        all.put("remarks", report.remarks());
        all.put(
                "notFollowed",
                report.notFollowed().stream().map(SshConfigText::toMap).toList());
        all.put("refused", report.refusal().stream().map(SshConfigText::toMap).toList());
        return JsonLine.of(all);
    }

    private static Map<String, Object> toMap(SshReport.Hop hop) {
        Map<String, Object> map = fields("user", hop.user(), "address", hop.address(), "port", hop.port());
        hop.command().ifPresent(line -> map.put("command", line));
        return map;
    }

    private static Map<String, Object> toMap(SshReport.Sentence told) {
        return fields("setting", told.setting(), "place", told.place(), "sentence", told.sentence());
    }

    private static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<Object> all = List.of(pairs);
        for (int i = 0; i < all.size(); i += 2) {
            map.put(String.valueOf(all.get(i)), all.get(i + 1));
        }
        return map;
    }
}
