package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The agent's own lines about the connections it tried. What is not understood is a probe whose outcome is unknown: left out. */
public final class Probes {
    private Probes() {}

    public static Map<ProbeTarget, ProbeResult> parse(Section section) {
        Map<ProbeTarget, ProbeResult> results = new TreeMap<>();
        for (Line line : section.read()) {
            List<String> words = line.words();
            if (words.size() == 2) {
                result(words.get(1))
                        .ifPresent(result -> target(words.getFirst()).ifPresent(target -> results.put(target, result)));
            }
        }
        return results;
    }

    private static Optional<ProbeResult> result(String word) {
        return switch (word) {
            case "open" -> Optional.of(ProbeResult.OPEN);
            case "refused" -> Optional.of(ProbeResult.REFUSED);
            case "silent" -> Optional.of(ProbeResult.SILENT);
            default -> Optional.empty();
        };
    }

    private static Optional<ProbeTarget> target(String word) {
        try {
            return Optional.of(ProbeTarget.parse(word));
        } catch (IllegalArgumentException noTarget) {
            return Optional.empty();
        }
    }
}
