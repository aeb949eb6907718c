package dev.headroom.backend.inventory;

import dev.headroom.backend.inventory.YamlNode.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads one YAML document into nodes with their places, which Jackson's own trees do not keep. Aliases and further
 * documents are refused, since a reader easily mistakes a cluster file that says one thing in two places.
 */
final class YamlTree {
    private static final int DEEPEST = 20;

    /**
     * The place of the problem in Jackson's message; the location of the exception is where the construct around it
     * begins.
     */
    private static final Pattern MARK = Pattern.compile("line (\\d{1,9}), column (\\d{1,9})");

    /**
     * An IPv6 address, with brackets and port or without, that follows neither a quote nor a word. The group repeats a
     * bounded number of times: Java matches each repetition by a recursion.
     */
    private static final Pattern IPV6 =
            Pattern.compile("(?<![\\w:.\"'\\[])\\[?(?:[0-9A-Fa-f]{0,4}:){2,8}[0-9A-Fa-f:.]*(?:%\\w+)?(?:](?::\\d+)?)?");

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final Source source;
    private final YAMLParser parser;

    private YamlTree(Source source, YAMLParser parser) {
        this.source = source;
        this.parser = parser;
    }

    static YamlNode read(Source source, String text) throws ClusterFileException {
        try (var parser = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), new WholeCharacters(text))) {
            var tree = new YamlTree(source, parser);
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw source.mistake("the file is empty; expected a cluster file, which begins with 'cluster: NAME'.");
            }
            YamlNode root = tree.node(first);
            if (parser.nextToken() != null) {
                throw source.mistake(
                        tree.here(), "found a second document; expected one cluster in a file, so remove the '---'.");
            }
            return root;
        } catch (JacksonException e) {
            throw notYaml(source, text, e);
        }
    }

    private static ClusterFileException notYaml(Source source, String text, JacksonException e) {
        List<String> lines = e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .toList();
        String sentence = "this is not YAML (%s); check the indentation, colons and quotes here and in the line above."
                .formatted(lines.isEmpty() ? "unreadable" : lines.getLast());
        return MARK.matcher(e.getOriginalMessage())
                .results()
                .reduce((_, last) -> last)
                .map(mark -> new Place(Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2))))
                .map(place -> source.mistake(place, unquoted(text, place).orElse(sentence)))
                .orElseGet(() -> source.mistake(sentence));
    }

    /** What to do about an IPv6 address without quotes in the line of a mistake: YAML takes its colons for its own. */
    private static Optional<String> unquoted(String text, Place place) {
        return text.lines()
                .skip(place.line() - 1L)
                .findFirst()
                .flatMap(line -> IPV6.matcher(line).results().findFirst())
                .map(found ->
                        "YAML cannot read the IPv6 address %s without quotes; write the whole value in quotes, such as address: \"fe80::1\" or virtual: \"tcp [fe80::1]:80\"."
                                .formatted(found.group()));
    }

    private Place here() {
        TokenStreamLocation location = parser.currentTokenLocation();
        return new Place(location.getLineNr(), location.getColumnNr());
    }

    private YamlNode node(JsonToken token) throws ClusterFileException {
        Place place = here();
        if (parser.isCurrentAlias()) {
            throw source.mistake(
                    place,
                    "found the YAML alias '*%s'; expected a plain value, so write it in quotes: \"*%1$s\"."
                            .formatted(parser.getString()));
        }
        return switch (token) {
            case START_OBJECT -> mapping(place);
            case START_ARRAY -> listing(place);
            case VALUE_NULL -> new YamlNode.Nothing(place);
            default -> new YamlNode.Scalar(place, parser.getString());
        };
    }

    private YamlNode mapping(Place place) throws ClusterFileException {
        var fields = new ArrayList<YamlNode.Field>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place at = here();
            String name = parser.currentName();
            fields.add(new YamlNode.Field(at, name, node(parser.nextToken())));
        }
        return new YamlNode.Mapping(place, List.copyOf(fields));
    }

    private YamlNode listing(Place place) throws ClusterFileException {
        var items = new ArrayList<YamlNode>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            items.add(node(token));
            token = parser.nextToken();
        }
        return new YamlNode.Listing(place, List.copyOf(items));
    }
}
