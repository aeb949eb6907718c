package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The agent's own lines about the connections it tried. */
public final class Probes {
    private Probes() {}

    public static Map<ProbeTarget, ProbeResult> parse(Section section) {
        Map<ProbeTarget, ProbeResult> results = new TreeMap<>();
        for (Line line : section.read()) {
            List<String> words = line.words();
            if (words.size() != 2) {
                throw line.surprise("what was tried and what came of it");
            }
            ProbeResult result = switch (words.get(1)) {
                case "open" -> ProbeResult.OPEN;
                case "refused" -> ProbeResult.REFUSED;
                case "silent" -> ProbeResult.SILENT;
                default -> throw line.surprise("open, refused or silent");
            };
            results.put(line.checked(() -> ProbeTarget.parse(words.getFirst())), result);
        }
        return results;
    }
}
