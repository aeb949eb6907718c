package dev.headroom.console.proposals;

import dev.headroom.backend.control.Division;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.fx.NumberText;
import dev.headroom.ma2scf.model.ServiceId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The containers of one service with the same role.
 *
 * @param words their number and what the role means
 * @param names the first of them
 * @param all all of them, for the tooltip
 */
record AdoptionRow(ServiceId service, String words, String names, String all) {
    private static final int NAMED = 6;

    /** The pending and the ambiguous containers, by service. */
    static List<AdoptionRow> of(Division found, List<Division.Part> pending) {
        Map<ServiceId, Map<Division.Kind, List<Division.Part>>> parts = new TreeMap<>();
        found.parts().stream()
                .filter(part -> part.kind() == Division.Kind.AMBIGUOUS || pending.contains(part))
                .forEach(part -> parts.computeIfAbsent(part.service(), _ -> new EnumMap<>(Division.Kind.class))
                        .computeIfAbsent(part.kind(), _ -> new ArrayList<>())
                        .add(part));
        List<AdoptionRow> rows = new ArrayList<>();
        parts.forEach((service, byKind) -> byKind.forEach((kind, of) -> rows.add(row(service, kind, of))));
        return rows;
    }

    private static AdoptionRow row(ServiceId service, Division.Kind kind, List<Division.Part> parts) {
        List<String> names = parts.stream()
                .map(part -> part.container().toString())
                .sorted(NaturalOrder.NAMES)
                .toList();
        String word = switch (kind) {
            case HOME -> "at home: never started or stopped";
            case STAND_BY -> "stand-by: may be started for a loan";
            case RUNS_UNKNOWN -> "stand-by that Headroom did not start: left alone while it runs";
            case AMBIGUOUS -> "that cannot be told apart: never used";
        };
        String more = names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "";
        return new AdoptionRow(
                service,
                "%s: %s %s".formatted(service, NumberText.whole(names.size()), word),
                names.stream().limit(NAMED).collect(Collectors.joining(", ")) + more,
                String.join("\n", names));
    }
}
