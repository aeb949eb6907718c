package dev.headroom.backend.link;

import dev.headroom.backend.remote.Printable;
import dev.headroom.ma2scf.policy.Mode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The messages on the socket: one line of JSON each way. Written without reflection, so that no package need be
 * opened to it.
 */
final class LinkMessages {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LinkMessages() {}

    /** The requests that a master accepts. */
    enum Verb {
        APPROVE,
        REJECT,
        UNDO,
        HALT,
        RESUME,
        MODE,
        /** Takes a real server out for maintenance, ends that, or only tells which are. */
        MAINTENANCE,
        ADOPT,
        CONNECT,
        /** Takes the lease of the hosts away from another master. */
        TAKE_OVER,
        STATE,
        /** The proposal that an approval would be about, in full. */
        OFFER,
        /** The proposals that live, in full. */
        PROPOSALS,
        /** A proposal, or what takes it back, as a script for a person. */
        SCRIPT;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Verb parse(String text) {
            return named(Verb.class, text)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'%s' is nothing that a master can be asked; say %s.".formatted(text, choice(Verb.class))));
        }
    }

    /**
     * A request to the master.
     *
     * @param proposal as {@code P7}; empty for "the only one" and for verbs that need none
     * @param basis the revision of the plan that the operator saw; 0 means the proposal as it is now
     * @param text the reason of a rejection, the new mode, whether maintenance shall {@code begin} or {@code end}, or
     *     {@code undo} for the script that takes a proposal back
     * @param by the operator's name, for the journal
     * @param plan the hash of the plan that the operator saw; empty if only the revision shall count
     * @param service the service whose mode is meant; empty for the whole cluster
     * @param server the real server whose maintenance is meant; empty for none
     */
    record Request(
            Verb verb,
            String proposal,
            long basis,
            String text,
            String by,
            String plan,
            String service,
            String server) {
        Request(Verb verb, String proposal, long basis, String text, String by, String plan) {
            this(verb, proposal, basis, text, by, plan, "", "");
        }

        Request(Verb verb, String proposal, long basis, String text, String by) {
            this(verb, proposal, basis, text, by, "");
        }

        /** The same request of an operator who is named otherwise. */
        Request by(String name) {
            return new Request(verb, proposal, basis, text, name, plan, service, server);
        }

        /** Reads a line; throws IllegalArgumentException with a sentence if it is no request. */
        static Request parse(String line) {
            JsonNode fields = fields(line);
            return new Request(
                    Verb.parse(given(fields, "verb")),
                    given(fields, "proposal"),
                    fields.path("basis").asLong(0),
                    given(fields, "text"),
                    given(fields, "by"),
                    optional(fields, "plan"),
                    optional(fields, "service"),
                    optional(fields, "server"));
        }

        String toLine() {
            ObjectNode fields = JSON.createObjectNode();
            fields.put("verb", verb.text());
            fields.put("proposal", proposal);
            fields.put("basis", basis);
            fields.put("text", text);
            fields.put("by", by);
            fields.put("plan", plan);
            fields.put("service", service);
            fields.put("server", server);
            return JSON.writeValueAsString(fields) + "\n";
        }

        boolean begins() {
            if (!text.equals("begin") && !text.equals("end")) {
                throw new IllegalArgumentException("Maintenance can begin or end, not '%s'.".formatted(text));
            }
            return text.equals("begin");
        }

        Mode mode() {
            return named(Mode.class, text)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'%s' is no mode; say %s.".formatted(text, choice(Mode.class))));
        }
    }

    /**
     * The master's answer to a request.
     *
     * @param proposal the proposal that it shows, as {@code P7}; empty where it shows none
     * @param basis the revision of the plan that it shows; 0 where it shows none
     * @param plan the hash of the plan that it shows; empty where it shows none
     * @param known whether it is known what became of the request
     */
    record Response(boolean accepted, String sentence, String proposal, long basis, String plan, boolean known) {
        Response(boolean accepted, String sentence, String proposal, long basis, String plan) {
            this(accepted, sentence, proposal, basis, plan, true);
        }

        Response(boolean accepted, String sentence) {
            this(accepted, sentence, "", 0, "");
        }

        /** This answer, which does not say what became of the request. */
        Response unknown() {
            return new Response(accepted, sentence, proposal, basis, plan, false);
        }

        static Response parse(String line) {
            JsonNode fields = fields(line);
            return new Response(
                    fields.path("accepted").asBoolean(false),
                    textOf(fields, "sentence"),
                    fields.path("proposal").asString(""),
                    fields.path("basis").asLong(0),
                    optional(fields, "plan"),
                    fields.path("known").asBoolean(true));
        }

        String toLine() {
            ObjectNode fields = JSON.createObjectNode();
            if (!known) {
                fields.put("known", false);
            }
            fields.put("accepted", accepted);
            fields.put("sentence", sentence);
            if (!proposal.isEmpty()) {
                fields.put("proposal", proposal);
                fields.put("basis", basis);
                fields.put("plan", plan);
            }
            return JSON.writeValueAsString(fields) + "\n";
        }
    }

    private static JsonNode fields(String line) {
        try {
            JsonNode fields = JSON.readTree(line);
            if (fields.isObject()) {
                return fields;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("This is no line of a Headroom command.", e);
        }
        throw new IllegalArgumentException("This is no line of a Headroom command.");
    }

    /** What a caller gives is told to operators and kept in the journal, so it is one line that controls no terminal. */
    private static String given(JsonNode fields, String name) {
        String text = textOf(fields, name);
        if (!Printable.isOneLine(text)) {
            throw new IllegalArgumentException(
                    "The field '%s' holds a control character; leave it out.".formatted(name));
        }
        return text;
    }

    /** As {@link #given}; empty where an older program does not give it. */
    private static String optional(JsonNode fields, String name) {
        return fields.path(name).isMissingNode() ? "" : given(fields, name);
    }

    private static String textOf(JsonNode fields, String name) {
        JsonNode field = fields.path(name);
        if (!field.isString()) {
            throw new IllegalArgumentException("The field '%s' must be a text.".formatted(name));
        }
        return field.asString();
    }

    private static <E extends Enum<E>> Optional<E> named(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> e.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst();
    }

    private static String choice(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }
}
