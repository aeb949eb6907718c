package dev.headroom.backend.json;

import dev.headroom.ma2scf.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in the operator's words why a snapshot cannot be read; the parser's own messages name Java classes. */
final class Complaint {
    private static final String WHOLE_NUMBER = "a whole number";

    /** How an operator writes values of these types. */
    private static final Map<Class<?>, String> EXPECTED = Map.of(
            boolean.class,
            "true or false",
            int.class,
            WHOLE_NUMBER,
            long.class,
            WHOLE_NUMBER,
            Weight.class,
            WHOLE_NUMBER,
            double.class,
            "a number",
            Instant.class,
            "a point in time such as \"2026-11-22T10:00:00Z\"",
            Duration.class,
            "a length of time such as \"PT30S\"");

    private static final Pattern REMARK = Pattern.compile(" \\(for |: enable |\\R");

    private final String text;
    private final String file;
    private final int linesBefore;

    /** @param linesBefore the number of lines of the file before {@code text} */
    Complaint(String text, String file, int linesBefore) {
        this.text = text;
        this.file = file;
        this.linesBefore = linesBefore;
    }

    /** The sentence: {@code FILE:LINE:COLUMN: path.of[2].the.field: What is wrong.} */
    String of(JacksonException e, Moves moves) {
        if (e instanceof DatabindException || !e.getPath().isEmpty()) {
            return at(moves.written(trail(e.getPath())).pointer(), sentence(e));
        }
        JsonPointer broken = last(e);
        return complaint(Optional.ofNullable(e.getLocation()).filter(at -> at.getLineNr() > 0), broken, sentence(e));
    }

    String of(Misfit misfit, Moves moves) {
        return at(moves.written(misfit.place()).pointer(), String.valueOf(misfit.getMessage()));
    }

    private String at(JsonPointer place, String sentence) {
        return complaint(find(place), place, sentence);
    }

    private String complaint(Optional<TokenStreamLocation> location, JsonPointer place, String sentence) {
        String where = location.map(at -> ":" + (at.getLineNr() + linesBefore) + ":" + at.getColumnNr())
                .orElse("");
        String path = path(place);
        return "%s%s: %s%s".formatted(file, where, path.isEmpty() ? "" : path + ": ", sentence);
    }

    /** Where the field begins; for a missing field, where the innermost object that should have it begins. */
    private Optional<TokenStreamLocation> find(JsonPointer field) {
        Optional<TokenStreamLocation> nearest = Optional.empty();
        int depth = -1;
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            while (parser.nextToken() != null) {
                JsonPointer here = parser.streamReadContext().pathAsPointer();
                int deep = depth(here);
                if (deep > depth && startsWith(field, here)) {
                    nearest = Optional.of(parser.currentTokenLocation());
                    depth = deep;
                }
            }
        } catch (JacksonException broken) {
            return nearest;
        }
        return nearest;
    }

    /** The field that the parser was reading when it failed. */
    private JsonPointer last(JacksonException e) {
        if (!(e instanceof StreamReadException || e instanceof StreamConstraintsException)) {
            return JsonPointer.empty();
        }
        JsonPointer here = JsonPointer.empty();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            try {
                while (parser.nextToken() != null) {
                    here = parser.streamReadContext().pathAsPointer();
                }
            } catch (JacksonException broken) {
                here = parser.streamReadContext().pathAsPointer();
            }
        }
        return here;
    }

    private static int depth(JsonPointer pointer) {
        int depth = 0;
        for (JsonPointer at = pointer; !at.matches(); at = at.tail()) {
            depth++;
        }
        return depth;
    }

    private static boolean startsWith(JsonPointer field, JsonPointer start) {
        JsonPointer rest = field;
        for (JsonPointer at = start; !at.matches(); at = at.tail()) {
            if (rest.matches() || !rest.getMatchingProperty().equals(at.getMatchingProperty())) {
                return false;
            }
            rest = rest.tail();
        }
        return true;
    }

    private static Trail trail(List<JacksonException.Reference> references) {
        Trail trail = new Trail.Top();
        for (JacksonException.Reference reference : references) {
            trail = reference.getPropertyName() == null
                    ? trail.item(reference.getIndex())
                    : trail.field(reference.getPropertyName());
        }
        return trail;
    }

    private static String path(JsonPointer pointer) {
        StringBuilder path = new StringBuilder();
        for (JsonPointer at = pointer; !at.matches(); at = at.tail()) {
            if (at.mayMatchElement()) {
                path.append('[').append(at.getMatchingIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(at.getMatchingProperty());
            }
        }
        return path.toString();
    }

    private static String sentence(JacksonException e) {
        if (e.getCause() instanceof IllegalArgumentException refused) {
            return firstLine(refused);
        }
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                "There is no such field; the fields here are %s."
                        .formatted(unknown.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .sorted()
                                .collect(Collectors.joining(", ")));
            case InvalidTypeIdException type ->
                "The field 'is' must be one of %s."
                        .formatted(String.join(
                                ", ", Alternatives.wordsFor(type.getBaseType().getRawClass())));
            case InvalidNullException _ -> "It must not be null.";
            case InvalidFormatException format
            when format.getTargetType().isEnum() ->
                "'%s' must be one of %s."
                        .formatted(
                                format.getValue(),
                                Arrays.stream(format.getTargetType().getEnumConstants())
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")));
            case MismatchedInputException wrong -> mismatch(wrong);
            case InputCoercionException _ -> "The number is out of range.";
            case StreamConstraintsException _ -> "It is nested too deeply, or a number or name in it is too long.";
            case StreamReadException broken -> "This is no JSON: " + withoutRemarks(broken);
            default -> "This is no snapshot.";
        };
    }

    private static String mismatch(MismatchedInputException wrong) {
        String message = String.valueOf(wrong.getOriginalMessage());
        if (message.startsWith("Missing")) {
            return "The field is missing.";
        }
        if (message.startsWith("Trailing token")) {
            return "Something follows after the snapshot.";
        }
        return "It must be %s.".formatted(expected(wrong.getTargetType()));
    }

    private static String expected(Class<?> type) {
        String exact = EXPECTED.getOrDefault(type, "");
        if (!exact.isEmpty()) {
            return exact;
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list in [ ]";
        }
        boolean object = Map.class.isAssignableFrom(type) || type.isRecord();
        return object && !Spellings.isText(type) ? "an object in { }" : "a text in quotes";
    }

    /** The parser's sentence without its remarks on the source and on its own settings. */
    private static String withoutRemarks(StreamReadException broken) {
        String message = String.valueOf(broken.getOriginalMessage());
        return REMARK.splitAsStream(message).findFirst().orElse("") + ".";
    }

    private static String firstLine(IllegalArgumentException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
