package dev.headroom.backend.inventory;

import java.util.List;

/** A part of a YAML document, with its place. */
sealed interface YamlNode {
    Place place();

    /** Line and column, both from 1 as in editors. */
    record Place(int line, int column) {}

    /** Text, a number, true or false, as written. */
    record Scalar(Place place, String text) implements YamlNode {}

    /** A key without a value. */
    record Nothing(Place place) implements YamlNode {}

    record Listing(Place place, List<YamlNode> items) implements YamlNode {}

    record Mapping(Place place, List<Field> fields) implements YamlNode {}

    /** One key of a mapping, with its value. */
    record Field(Place place, String name, YamlNode value) {}

    /** The kind of the node in the operator's words. */
    default String kind() {
        return switch (this) {
            case Scalar(var _, var text) -> "'" + text + "'";
            case Nothing _ -> "nothing";
            case Listing _ -> "a list";
            case Mapping _ -> "a group of fields";
        };
    }
}
