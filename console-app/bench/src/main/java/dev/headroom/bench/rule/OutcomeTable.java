package dev.headroom.bench.rule;

import dev.headroom.backend.json.JsonLine;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints the outcomes of one run for each rule side by side. */
public final class OutcomeTable {
    private OutcomeTable() {}

    /** Prints a table under a title. */
    public static void print(String title, List<Outcome> outcomes, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s, %.0f requests asked%n",
                title,
                outcomes.getFirst().asked());
        out.printf(
                "  %-12s %14s %9s %8s %14s %9s %6s %6s %8s %6s%n",
                "rule",
                "unmet requests",
                "part",
                "p99, s",
                "overloaded min",
                "relief, s",
                "starts",
                "stops",
                "weights",
                "flaps");
        for (Outcome each : outcomes) {
            out.printf(
                    Locale.ROOT,
                    "  %-12s %14.0f %7.3f %% %8s %14.1f %9s %6d %6d %8d %6d%n",
                    each.rule(),
                    each.unmet(),
                    100 * each.unmet() / each.asked(),
                    each.slowest()
                            .map(s -> String.format(Locale.ROOT, "%.2f", s))
                            .orElse("unknown"),
                    each.overloadedMinutes(),
                    each.relief()
                            .map(r -> String.format(Locale.ROOT, r.ended() ? "%.1f" : ">%.1f", r.seconds()))
                            .orElse("-"),
                    each.starts(),
                    each.stops(),
                    each.weights(),
                    each.flaps());
        }
    }

    /** Prints one JSON object a line; what is not known is left out. */
    public static void printJson(String key, String title, List<Outcome> outcomes, PrintWriter out) {
        outcomes.forEach(each -> out.println(JsonLine.of(toMap(key, title, each))));
    }

    private static Map<String, Object> toMap(String key, String title, Outcome outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, title);
        map.put("rule", outcome.rule());
        map.put("asked", outcome.asked());
        map.put("unmetRequestSeconds", outcome.unmet());
        outcome.slowest().ifPresent(seconds -> map.put("p99Seconds", seconds));
        map.put("overloadedServerMinutes", outcome.overloadedMinutes());
        outcome.relief().ifPresent(relief -> {
            map.put("reliefSeconds", relief.seconds());
            map.put("relieved", relief.ended());
        });
        map.put("starts", outcome.starts());
        map.put("stops", outcome.stops());
        map.put("weightChanges", outcome.weights());
        map.put("flaps", outcome.flaps());
        return map;
    }
}
