package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The agent's own lines about the connections it tried. */
public final class Probes {
    private Probes() {}

    public static Map<Endpoint, ProbeResult> parse(Section section) {
        Map<Endpoint, ProbeResult> results = new TreeMap<>();
        for (Line line : section.read()) {
            List<String> words = line.words();
            if (words.size() != 2) {
                throw line.surprise("an endpoint and what came of it");
            }
            ProbeResult result = switch (words.get(1)) {
                case "open" -> ProbeResult.OPEN;
                case "refused" -> ProbeResult.REFUSED;
                case "silent" -> ProbeResult.SILENT;
                default -> throw line.surprise("open, refused or silent");
            };
            results.put(line.endpoint(words.getFirst()), result);
        }
        return results;
    }
}
