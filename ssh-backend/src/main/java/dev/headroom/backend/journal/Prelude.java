package dev.headroom.backend.journal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Time and kind of an entry, which stand first in its line, read without parsing the line. Immutable. */
record Prelude(Instant at, String kind) {
    private static final int LONGEST = 300;
    private static final String TIME = "{\"at\":\"";
    private static final String KIND = "\",\"kind\":\"";

    /** Empty for a line that is no entry, or was carried over from another file. */
    static Optional<Prelude> of(ByteLines.Line line) {
        int skipped = ChainLink.of(line).map(ChainLink::length).orElse(1);
        if (line.length() <= skipped || line.array()[line.start()] != '{') {
            return Optional.empty();
        }
        String text = "{"
                + new String(
                        line.array(),
                        line.start() + skipped,
                        Math.min(line.length() - skipped, LONGEST),
                        StandardCharsets.ISO_8859_1);
        int kind = text.indexOf(KIND);
        int end = text.indexOf('"', kind + KIND.length());
        if (!text.startsWith(TIME) || kind < 0 || end < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Prelude(
                    Instant.parse(text.substring(TIME.length(), kind)), text.substring(kind + KIND.length(), end)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
