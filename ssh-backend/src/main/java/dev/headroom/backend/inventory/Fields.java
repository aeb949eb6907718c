package dev.headroom.backend.inventory;

import dev.headroom.backend.inventory.YamlNode.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one mapping of a cluster file; each is known and given once. */
final class Fields {
    private final Source source;
    private final String what;
    private final Place place;
    private final Map<String, YamlNode.Field> fields = new LinkedHashMap<>();

    private Fields(Source source, String what, Place place) {
        this.source = source;
        this.what = what;
        this.place = place;
    }

    /**
     * Reads a mapping.
     *
     * @param what names the mapping in error sentences: {@code the policy}, {@code a director}
     * @param known the fields that it may have
     */
    static Fields of(Source source, YamlNode node, String what, List<String> known) throws ClusterFileException {
        if (!(node instanceof YamlNode.Mapping(var place, var given))) {
            throw source.mistake(
                    node.place(),
                    "found %s; expected %s, with fields such as '%s: ...'."
                            .formatted(node.kind(), what, known.getFirst()));
        }
        var result = new Fields(source, what, place);
        for (YamlNode.Field field : given) {
            if (!known.contains(field.name())) {
                throw source.mistake(
                        field.place(),
                        "%s has no field '%s'; %s".formatted(what, field.name(), Source.hint(field.name(), known)));
            }
            YamlNode.Field before = result.fields.putIfAbsent(field.name(), field);
            if (before != null) {
                throw source.mistake(
                        field.place(),
                        "the field '%s' was given in line %d already; remove one of the two."
                                .formatted(field.name(), before.place().line()));
            }
        }
        return result;
    }

    Place place() {
        return place;
    }

    /** Where a field stands; where the mapping stands if the field is not there. */
    Place place(String name) {
        return Optional.ofNullable(fields.get(name)).map(YamlNode.Field::place).orElse(place);
    }

    Optional<YamlNode> node(String name) {
        return Optional.ofNullable(fields.get(name)).map(YamlNode.Field::value);
    }

    YamlNode required(String name, String example) throws ClusterFileException {
        Optional<YamlNode> node = node(name);
        if (node.isEmpty()) {
            throw source.mistake(
                    place, "%s has no '%s'; expected one, such as '%2$s: %s'.".formatted(what, name, example));
        }
        return node.get();
    }

    /** The value of a field that must be there. */
    <T> T required(String name, Value<T> value) throws ClusterFileException {
        return read(name, required(name, value.example()), value);
    }

    <T> Optional<T> optional(String name, Value<T> value) throws ClusterFileException {
        Optional<YamlNode> node = node(name);
        return node.isEmpty() ? Optional.empty() : Optional.of(read(name, node.get(), value));
    }

    /** The words of a list, each with its place; empty if the field is not there. */
    <T> List<Placed<T>> listed(String name, Value<T> value) throws ClusterFileException {
        Optional<YamlNode> node = node(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof YamlNode.Listing(var _, var items))) {
            throw source.mistake(
                    place(name),
                    "'%s' is %s; expected a list, such as '%1$s: [%s]'."
                            .formatted(name, node.get().kind(), value.example()));
        }
        List<Placed<T>> words = new ArrayList<>();
        for (YamlNode item : items) {
            words.add(new Placed<>(item.place(), read(name, item, value)));
        }
        return words;
    }

    /** A value and its place in the file. */
    record Placed<T>(Place place, T value) {}

    private <T> T read(String name, YamlNode node, Value<T> value) throws ClusterFileException {
        if (!(node instanceof YamlNode.Scalar(var at, var text))) {
            throw source.mistake(
                    place(name),
                    "'%s' is %s; expected %s, such as '%1$s: %s'."
                            .formatted(name, node.kind(), value.expected(), value.example()));
        }
        try {
            Optional<T> read = value.parse(text);
            if (read.isPresent()) {
                return read.get();
            }
        } catch (IllegalArgumentException e) {
            throw source.mistake(
                    at,
                    "'%s' is '%s': %s For example: '%1$s: %s'.".formatted(name, text, e.getMessage(), value.example()));
        }
        throw source.mistake(
                at,
                "'%s' is '%s'; expected %s, such as '%1$s: %s'."
                        .formatted(name, text, value.expected(), value.example()));
    }

    /** The items of a list that must be there and not be empty. */
    List<YamlNode> items(String name, String example) throws ClusterFileException {
        YamlNode node = required(name, example);
        if (node instanceof YamlNode.Listing(var _, var items)) {
            if (items.isEmpty()) {
                throw source.mistake(
                        place(name), "'%s' is empty; expected at least one, such as '%s'.".formatted(name, example));
            }
            return items;
        }
        throw source.mistake(
                place(name), "'%s' is %s; expected a list, such as '%s'.".formatted(name, node.kind(), example));
    }
}
