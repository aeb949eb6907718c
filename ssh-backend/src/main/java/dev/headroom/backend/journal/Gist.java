package dev.headroom.backend.journal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The few words of a line of the journal by which it is kept or dropped, read without building a tree of it. Immutable.
 *
 * @param status whether the line names a new status of its proposal
 * @param carries how many lines of the file before follow, for the line that begins a file; else 0
 * @param carried whether the line was copied from the file before
 * @param plan kind and service of the plan in the line; empty where it has none
 * @param service that the line is about, beside a plan; empty where it names none
 * @param server that the line is about; empty where it names none
 */
record Gist(
        String kind,
        String subject,
        boolean status,
        int carries,
        boolean carried,
        String plan,
        String service,
        String server) {
    /** The kind of the line that begins a file after the first. */
    static final String ROTATED = "rotated";

    /** The kind of the line that tells that an older file is removed. */
    static final String REMOVED = "removed";

    /** Of a line about nothing. */
    static final Gist NOTHING = new Gist("", "", false, 0, false, "", "", "");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Empty for a line that is no whole object: cut off, or another program's. */
    static Optional<Gist> of(byte[] line, int start, int length) {
        if (length < 2 || line[start] != '{' || line[start + length - 1] != '}') { // an exception costs far more
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(line, start, length)) {
            Gist gist = read(parser);
            return parser.nextToken() == null ? Optional.of(gist) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static Optional<Gist> of(ByteLines.Line line) {
        return of(line.array(), line.start(), line.length());
    }

    /** {@link #NOTHING} for a line that is no whole object. */
    static Gist of(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length).orElse(NOTHING);
    }

    boolean rotates() {
        return kind.equals(ROTATED);
    }

    private static Gist read(JsonParser parser) {
        String kind = "";
        String subject = "";
        boolean status = false;
        int carries = 0;
        boolean carried = false;
        String plan = "";
        String service = "";
        String server = "";
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "kind" -> kind = text(parser, value);
                case "subject" -> subject = text(parser, value);
                case "status" -> status = true;
                case "carries" ->
                    carries = value == JsonToken.VALUE_NUMBER_INT ? Math.max(0, parser.getValueAsInt()) : 0;
                case "carried" -> carried = value == JsonToken.VALUE_TRUE;
                case "service" -> service = text(parser, value);
                case "server" -> server = text(parser, value);
                case "plan" -> plan = value == JsonToken.START_OBJECT ? plan(parser) : "";
                default -> parser.skipChildren();
            }
        }
        return new Gist(kind, subject, status, carries, carried, plan, service, server);
    }

    private static String plan(JsonParser parser) {
        String kind = "";
        String service = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "kind" -> kind = text(parser, value);
                case "service" -> service = text(parser, value);
                default -> parser.skipChildren();
            }
        }
        return kind + " for " + service;
    }

    private static String text(JsonParser parser, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        parser.skipChildren();
        return "";
    }
}
