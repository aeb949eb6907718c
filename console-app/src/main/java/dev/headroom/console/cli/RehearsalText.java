package dev.headroom.console.cli;

import dev.headroom.ma2scf.sharing.rehearsal.Rehearsal;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints rehearsed faults for a terminal and, as plain maps, for JSON. */
final class RehearsalText {
    private RehearsalText() {}

    static void print(List<Rehearsal> rehearsals, PrintWriter out) {
        if (rehearsals.isEmpty()) {
            return;
        }
        out.println("If one of these failed now:");
        for (Rehearsal rehearsal : rehearsals) {
            out.println("  %-12s %s".formatted(rehearsal.domain(), answer(rehearsal)));
            rehearsal.losses().forEach(loss -> out.println("               " + loss.sentence()));
        }
    }

    private static String answer(Rehearsal rehearsal) {
        return switch (rehearsal.answer()) {
            case SURVIVABLE ->
                rehearsal.losses().isEmpty() ? "nothing is served there" : "all of it could be placed elsewhere";
            case SHORTAGE ->
                rehearsal.together() > 0
                        ? String.format(
                                Locale.ROOT,
                                "not all could be placed: lenders are %.2f cores short",
                                rehearsal.together())
                        : "not all could be placed";
            case NOT_PROVEN -> "no plan was found for all of it, but none is proven impossible";
            case NOT_KNOWN -> "not known";
        };
    }

    static Map<String, Object> toMap(Rehearsal rehearsal) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (rehearsal.domain()) {
            case Rehearsal.Domain.Server(var id) -> map.put("server", id.name());
            case Rehearsal.Domain.Zone(var id) -> map.put("zone", id.name());
        }
        map.put("ifItDied", word(rehearsal.answer()));
        map.put("coresShortTogether", rehearsal.together());
        map.put(
                "services",
                rehearsal.losses().stream().map(RehearsalText::toMap).toList());
        return map;
    }

    private static Map<String, Object> toMap(Rehearsal.Loss loss) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("service", loss.service().name());
        map.put("answer", word(loss.answer()));
        map.put("lost", loss.lost());
        map.put("needed", loss.needed());
        map.put("found", loss.found());
        map.put("atMost", loss.bound());
        map.put("containersMissing", loss.containers());
        map.put("sentence", loss.sentence());
        return map;
    }

    private static String word(Rehearsal.Answer answer) {
        return answer.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
