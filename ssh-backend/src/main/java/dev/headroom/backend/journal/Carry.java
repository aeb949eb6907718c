package dev.headroom.backend.journal;

import dev.headroom.backend.journal.ChainLink.Head;
import dev.headroom.backend.time.SteadyClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines with which a file of the journal begins after the first: one that says where the journal comes from, and
 * copies of the lines that the next master needs, so that it need not read the older files. Pure. See decision 0111.
 */
final class Carry {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** The field by which such a copy is known. */
    static final String CARRIED = "\"carried\":true,";

    private Carry() {}

    /** Lines with their line breaks, and the last of them. */
    record Lines(String text, Head last) {}

    /**
     * @param why the sentence of the first line
     * @param before the last line of the file before
     */
    static Lines of(Past past, String why, Head before, Instant at) {
        List<String> lines = past.lines();
        String first = JSON.writeValueAsString(JSON.createObjectNode()
                .put("at", SteadyClock.ofThisProcess().wallTime(at).toString())
                .put("kind", Gist.ROTATED)
                .put("subject", "journal")
                .put("by", "master")
                .put("text", why)
                .put("carries", lines.size()));
        StringBuilder text = new StringBuilder();
        Head last = joined(text, first, before);
        for (String line : lines) {
            last = joined(text, copy(line), last);
        }
        return new Lines(text.toString(), last);
    }

    /** The line that tells that a file is removed, before it is: {@code until} and {@code hash} are of its last line. */
    static String removed(Archives.Kept kept, Instant at) {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("at", SteadyClock.ofThisProcess().wallTime(at).toString())
                .put("kind", Gist.REMOVED)
                .put("subject", "journal")
                .put("by", "master")
                .put(
                        "text",
                        "%s with the lines up to %d is removed: %s."
                                .formatted(kept.file().getFileName(), kept.until(), kept.why()))
                .put("until", kept.until())
                .put("hash", kept.hash()));
    }

    /** Appends one line of {@code json} that follows {@code before}. */
    static Head joined(StringBuilder text, String json, Head before) {
        ChainLink link = before.next();
        String line = link.join(json);
        text.append(line).append('\n');
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new Head(link.number(), ChainLink.hash(bytes, 0, bytes.length));
    }

    private static String copy(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        int from = ChainLink.of(bytes, 0, bytes.length).map(ChainLink::length).orElse(1);
        String fields = line.substring(from);
        return "{" + (fields.startsWith(CARRIED) ? "" : CARRIED) + fields;
    }
}
