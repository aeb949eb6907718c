package dev.headroom.backend.journal;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Author;
import dev.headroom.backend.control.JournalEntry.Basis;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.JournalEntry.Sight;
import dev.headroom.backend.control.JournalEntry.Who;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.ma2scf.model.ServiceId;
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
        fields.put("what", bounded(sight.what()));
        sight.readAt()
                .ifPresent(at -> fields.put(
                        "readAt", SteadyClock.ofThisProcess().wallTime(at).toString()));
    }

    static void put(Detail.OfChange change, ObjectNode line) {
        line.put("changed", bounded(change.what()));
        change.service().ifPresent(service -> line.put("service", service.name()));
        put(change.before(), line.putObject("before"));
        put(change.after(), line.putObject("after"));
        line.put("likely", JournalLines.word(change.author().who()));
        line.put("because", bounded(change.author().because()));
    }

    /** {@link Detail.None} for what cannot be read. */
    static Detail change(JsonNode line) {
        try {
            Optional<ServiceId> service = line.path("service").isString()
                    ? Optional.of(new ServiceId(line.path("service").asString()))
                    : Optional.empty();
            Optional<Sight> before = sight(line.path("before"));
            Optional<Sight> after = sight(line.path("after"));
            Optional<Who> who =
                    JournalLines.constant(Who.class, line.path("likely").asString());
            return before.isPresent() && after.isPresent() && who.isPresent()
                    ? new Detail.OfChange(
                            line.path("changed").asString(""),
                            service,
                            before.get(),
                            after.get(),
                            new Author(who.get(), line.path("because").asString("")))
                    : new Detail.None();
        } catch (IllegalArgumentException notOurs) {
            return new Detail.None();
        }
    }

    private static String bounded(String text) {
        String line = Printable.line(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    /** What cannot be read is left out. */
    static Basis read(JsonNode line) {
        JsonNode fields = line.path("basis");
        Optional<Sight> sight = line.path("likely").isString()
                ? Optional.empty()
                : sight(line.path("before")).or(() -> sight(line.path("after")));
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
