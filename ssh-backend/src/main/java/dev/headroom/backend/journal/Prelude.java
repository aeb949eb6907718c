package dev.headroom.backend.journal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Time, kind and subject of an entry, which stand first in its line, read without parsing the line. Immutable. */
record Prelude(Instant at, String kind, String subject) {
    private static final int LONGEST = 300;
    private static final String TIME = "\"at\":\"";
    private static final String KIND = "\",\"kind\":\"";
    private static final String SUBJECT = "\",\"subject\":\"";

    /**
     * Empty for a line that is no entry.
     *
     * @param carried whether a line that was carried over from another file counts
     */
    static Optional<Prelude> of(ByteLines.Line line, boolean carried) {
        int skipped = ChainLink.of(line).map(ChainLink::length).orElse(1);
        if (line.length() <= skipped || line.array()[line.start()] != '{') {
            return Optional.empty();
        }
        String text = new String(
                line.array(),
                line.start() + skipped,
                Math.min(line.length() - skipped, LONGEST),
                StandardCharsets.ISO_8859_1);
        return carried && text.startsWith(Carry.CARRIED) ? of(text.substring(Carry.CARRIED.length())) : of(text);
    }

    private static Optional<Prelude> of(String text) {
        int kind = text.indexOf(KIND);
        int end = text.indexOf('"', kind + KIND.length());
        if (!text.startsWith(TIME) || kind < 0 || end < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Prelude(
                    Instant.parse(text.substring(TIME.length(), kind)),
                    text.substring(kind + KIND.length(), end),
                    subject(text, end)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String subject(String text, int from) {
        int begin = from + SUBJECT.length();
        int end = text.startsWith(SUBJECT, from) ? text.indexOf('"', begin) : -1;
        return end < 0 ? "" : text.substring(begin, end);
    }
}
