package dev.headroom.backend.journal;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Basis;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.JournalEntry.Sight;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.time.SteadyClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an entry of the journal rests on, as fields of its line: {@code basis}, and of a step {@code before} or {@code
 * after}. Pure. See decision 0136.
 */
final class BasisJson {
    /** The longest sight in characters that is kept. */
    private static final int LONGEST = 400;

    private static final long MILLISECONDS = 1_000;

    private BasisJson() {}

    static void put(JournalEntry entry, ObjectNode line) {
        Basis basis = entry.basis();
        basis.sight().ifPresent(sight -> put(sight, line.putObject(isBefore(entry.kind()) ? "before" : "after")));
        if (basis.hosts() > 0 || !basis.policy().isEmpty()) {
            ObjectNode fields = line.putObject("basis").put("snapshot", basis.revision());
            basis.oldest().ifPresent(age -> fields.put("oldest", (double) age.toMillis() / MILLISECONDS));
            fields.put("read", basis.counted()).put("hosts", basis.hosts()).put("policy", basis.policy());
        }
    }

    /** Whether the entry is written before the command of its step is sent. */
    private static boolean isBefore(Kind kind) {
        return kind == Kind.STEP_SENT;
    }

    private static void put(Sight sight, ObjectNode fields) {
        String what = Printable.line(sight.what());
        fields.put("what", what.length() <= LONGEST ? what : what.substring(0, LONGEST - 1) + "…");
        sight.readAt()
                .ifPresent(at -> fields.put(
                        "readAt", SteadyClock.ofThisProcess().wallTime(at).toString()));
    }

    /** What cannot be read is left out. */
    static Basis read(JsonNode line) {
        JsonNode fields = line.path("basis");
        Optional<Sight> sight = sight(line.path("before")).or(() -> sight(line.path("after")));
        return new Basis(
                fields.path("snapshot").asLong(0),
                fields.path("oldest").isNumber()
                        ? Optional.of(Duration.ofMillis(
                                Math.round(fields.path("oldest").asDouble() * MILLISECONDS)))
                        : Optional.empty(),
                fields.path("read").asInt(0),
                fields.path("hosts").asInt(0),
                fields.path("policy").asString(""),
                sight);
    }

    private static Optional<Sight> sight(JsonNode fields) {
        return fields.path("what").isString()
                ? Optional.of(new Sight(fields.path("what").asString(), time(fields.path("readAt"))))
                : Optional.empty();
    }

    private static Optional<Instant> time(JsonNode field) {
        try {
            return Optional.of(Instant.parse(field.asString("")));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
