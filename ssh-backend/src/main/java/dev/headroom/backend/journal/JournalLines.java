package dev.headroom.backend.journal;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.json.PlanJson;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.Mode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes one entry of the journal as one line of JSON, and reads it back. Pure. */
final class JournalLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The longest text in characters that is kept of one entry. */
    private static final int LONGEST = 32 << 10;

    private static final String TIME = "\"at\":\"";

    private JournalLines() {}

    /** The line, without its line break. */
    static String write(JournalEntry entry) {
        ObjectNode line = JSON.createObjectNode();
        line.put("at", SteadyClock.ofThisProcess().wallTime(entry.at()).toString());
        line.put("kind", word(entry.kind()));
        line.put("subject", Printable.line(entry.subject()));
        line.put("by", Printable.line(entry.by()));
        line.put("text", Printable.of(bounded(entry.text())));
        switch (entry.detail()) {
            case Detail.None() -> {
                // The sentence of the entry says all.
            }
            case Detail.OfPlan(var plan) -> line.set("plan", JSON.readTree(PlanJson.write(plan)));
            case Detail.OfStep(int step, var state) -> line.put("step", step).put("state", word(state));
            case Detail.OfStatus(var status) -> line.put("status", word(status));
            case Detail.OfInability(var matter) -> line.put("matter", matter);
            case Detail.OfChange change -> BasisJson.put(change, line);
            case Detail.OfMaintenance(var server, boolean begins) ->
                line.put("server", server.name()).put("begins", begins);
            case Detail.OfMode(var service, var mode) -> {
                service.ifPresent(s -> line.put("service", s.name()));
                line.put("mode", word(mode));
            }
        }
        BasisJson.put(entry, line);
        return JSON.writeValueAsString(line);
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST
                ? text
                : "%s… (%d characters more)".formatted(text.substring(0, LONGEST), text.length() - LONGEST);
    }

    /** The time of an entry or of a line that begins a file; empty for any other line. */
    static Optional<Instant> time(String line) {
        int from = line.indexOf(TIME);
        int begin = from + TIME.length();
        int end = line.indexOf('"', Math.max(0, begin));
        if (from < 0 || end < 0 || !line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(line.substring(begin, end)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The entry; empty for a line that was cut off, or that another program wrote. */
    static Optional<JournalEntry> read(String line) {
        if (!line.startsWith("{") || !line.endsWith("}")) { // an exception for each costs far more than the line
            return Optional.empty();
        }
        try {
            JsonNode fields = JSON.readTree(line);
            Optional<JournalEntry.Kind> kind =
                    constant(JournalEntry.Kind.class, fields.path("kind").asString(""));
            if (kind.isEmpty()) {
                return Optional.empty();
            }
            Instant at = Instant.parse(fields.path("at").asString(""));
            return kind.map(k -> new JournalEntry(
                    at,
                    k,
                    fields.path("subject").asString(""),
                    fields.path("by").asString(""),
                    fields.path("text").asString(""),
                    detail(fields),
                    BasisJson.read(fields)));
        } catch (JacksonException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * What the line adds to its sentence. A plan that another version wrote and that cannot be read is left out; the
     * rest of the line counts.
     */
    private static Detail detail(JsonNode fields) {
        if (fields.path("plan").isObject()) {
            return PlanJson.read(fields.path("plan").toString())
                    .<Detail>map(Detail.OfPlan::new)
                    .orElseGet(Detail.None::new);
        }
        if (fields.path("step").isInt()) {
            return constant(StepProgress.State.class, fields.path("state").asString(""))
                    .<Detail>map(state -> new Detail.OfStep(fields.path("step").asInt(), state))
                    .orElseGet(Detail.None::new);
        }
        if (fields.path("likely").isString()) {
            return BasisJson.change(fields);
        }
        if (fields.path("matter").isString()) {
            return new Detail.OfInability(fields.path("matter").asString());
        }
        if (fields.path("server").isString()) {
            return maintenance(fields);
        }
        if (fields.path("mode").isString()) {
            return constant(Mode.class, fields.path("mode").asString())
                    .<Detail>flatMap(mode -> mode(fields.path("service"), mode))
                    .orElseGet(Detail.None::new);
        }
        return constant(Proposal.Status.class, fields.path("status").asString(""))
                .<Detail>map(Detail.OfStatus::new)
                .orElseGet(Detail.None::new);
    }

    /** Empty for what names no service: it must not be taken for an order for the whole cluster. */
    private static Optional<Detail> mode(JsonNode service, Mode mode) {
        if (service.isMissingNode()) {
            return Optional.of(new Detail.OfMode(Optional.empty(), mode));
        }
        try {
            return Optional.of(new Detail.OfMode(Optional.of(new ServiceId(service.asString(""))), mode));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static Detail maintenance(JsonNode fields) {
        try {
            return new Detail.OfMaintenance(
                    new ServerId(fields.path("server").asString()),
                    fields.path("begins").asBoolean());
        } catch (IllegalArgumentException | JacksonException notOurs) {
            return new Detail.None();
        }
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> word(c).equals(word))
                .findFirst();
    }
}
