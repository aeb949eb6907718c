package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the agent's lines about the connections that it tried. A line that is not understood is left out: the outcome
 * of its probe is unknown. Pure.
 */
public final class Probes {
    private Probes() {}

    /** The outcome of each probe. */
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
