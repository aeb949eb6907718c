package dev.headroom.backend.json;

import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what is not known as null or not at all, where the model has a number of 0 for it: a program would take that
 * for a measured value. Reading makes the same model of it.
 */
final class Unknowns {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> COUNTS = List.of("active", "inactive", "persistent", "total");

    private Unknowns() {}

    /** Changes a tree that was made of a snapshot. */
    static void mark(JsonNode node) {
        node.forEach(Unknowns::mark);
        if (node instanceof ObjectNode object) {
            if (isResources(object)) {
                replace(object, "network", Unknowns::isZero, NODES.nullNode());
            }
            if (isUncounted(object)) {
                COUNTS.forEach(count -> replace(counts(object), count, Unknowns::isZero, NODES.nullNode()));
                replace(object, "connectionsPerSecond", Unknowns::isZero, NODES.nullNode());
            }
            if (object.get("strain") instanceof ObjectNode strain && isNothing(strain)) {
                object.remove("strain");
            }
        }
    }

    /** Changes a tree that a snapshot is to be made of. */
    static void fill(JsonNode node) {
        node.forEach(Unknowns::fill);
        if (node instanceof ObjectNode object) {
            if (isResources(object)) {
                replace(object, "network", JsonNode::isNull, NODES.numberNode(0.0));
            }
            if (isUncounted(object)) {
                COUNTS.forEach(count -> replace(counts(object), count, JsonNode::isNull, NODES.numberNode(0)));
                replace(object, "connectionsPerSecond", JsonNode::isNull, NODES.numberNode(0.0));
            }
        }
    }

    /** What a server has or a container uses. */
    private static boolean isResources(ObjectNode object) {
        return object.has("cpu") && object.has("memory") && object.has("network");
    }

    /** A destination of which the director's listings did not tell the connections. */
    private static boolean isUncounted(ObjectNode object) {
        return counts(object).path("known").isBoolean()
                && !counts(object).path("known").asBoolean();
    }

    private static JsonNode counts(ObjectNode destination) {
        return destination.path("counts");
    }

    /** Whether nothing is known of what a server or a container lacks; its age says nothing then. */
    private static boolean isNothing(ObjectNode strain) {
        return strain.size() == 2
                && strain.path("age").asString("").equals("PT0S")
                && strain.path("sources").isEmpty();
    }

    private static boolean isZero(JsonNode node) {
        return node.isNumber() && node.asDouble() == 0;
    }

    private static void replace(JsonNode owner, String name, Predicate<JsonNode> when, JsonNode by) {
        if (owner instanceof ObjectNode object && object.has(name) && when.test(object.get(name))) {
            object.set(name, by);
        }
    }
}
