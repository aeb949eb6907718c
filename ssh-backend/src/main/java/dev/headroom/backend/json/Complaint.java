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
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in the operator's words why a snapshot cannot be read. The parser's own messages name Java classes. */
final class Complaint {
    private static final Pattern REMARK = Pattern.compile(" \\(for |: enable |\\R");

    private Complaint() {}

    /** {@code FILE:LINE:COLUMN: path.of[2].the.field: What is wrong.} */
    static String of(JacksonException e, String text, String file, int linesBefore) {
        String place = location(e, text)
                .map(at -> ":" + (at.getLineNr() + linesBefore) + ":" + at.getColumnNr())
                .orElse("");
        String path = path(e.getPath());
        return "%s%s: %s%s".formatted(file, place, path.isEmpty() ? "" : path + ": ", sentence(e));
    }

    /** Where the field is; else, for a field that is missing or for broken JSON, how far the parser had come. */
    private static Optional<TokenStreamLocation> location(JacksonException e, String text) {
        Optional<TokenStreamLocation> field =
                e instanceof DatabindException ? find(pointer(e.getPath()), text) : Optional.empty();
        return field.or(() -> Optional.ofNullable(e.getLocation())).filter(at -> at.getLineNr() > 0);
    }

    /** Reads once more: the parser forgets the place of a field that it puts aside, as it does with unknown ones. */
    private static Optional<TokenStreamLocation> find(JsonPointer field, String text) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            while (parser.nextToken() != null) {
                if (parser.streamReadContext().pathAsPointer().equals(field)) {
                    return Optional.of(parser.currentTokenLocation());
                }
            }
            return Optional.empty();
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    private static JsonPointer pointer(List<JacksonException.Reference> references) {
        JsonPointer pointer = JsonPointer.empty();
        for (JacksonException.Reference reference : references) {
            pointer = reference.getPropertyName() == null
                    ? pointer.appendIndex(reference.getIndex())
                    : pointer.appendProperty(reference.getPropertyName());
        }
        return pointer;
    }

    private static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
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
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == long.class || type == Weight.class) {
            return "a whole number";
        }
        if (type == double.class) {
            return "a number";
        }
        if (type == Instant.class) {
            return "a point in time such as \"2026-11-22T10:00:00Z\"";
        }
        if (type == Duration.class) {
            return "a length of time such as \"PT30S\"";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list in [ ]";
        }
        boolean object = Map.class.isAssignableFrom(type) || type.isRecord();
        return object && !Spellings.isText(type) ? "an object in { }" : "a text in quotes";
    }

    /** The parser's sentence without its remarks on where the text came from and on its own settings. */
    private static String withoutRemarks(StreamReadException broken) {
        String message = String.valueOf(broken.getOriginalMessage());
        return REMARK.splitAsStream(message).findFirst().orElse("") + ".";
    }

    private static String firstLine(IllegalArgumentException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
