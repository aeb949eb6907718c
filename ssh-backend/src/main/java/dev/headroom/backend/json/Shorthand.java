package dev.headroom.backend.json;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes out the defaults of a hand-written snapshot, so that ten lines are enough; a value that is written stays.
 * {@code ma2scf/README.md} lists the fields and their defaults.
 *
 * <p>It judges no value: one of the wrong kind is left for the reader to refuse.
 */
final class Shorthand {
    private static final String EPOCH = "1970-01-01T00:00:00Z";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Moves moves;
    private final String takenAt;

    private Shorthand(String takenAt, Moves moves) {
        this.takenAt = takenAt;
        this.moves = moves;
    }

    /**
     * Changes {@code root}.
     *
     * @param moves records where the parts were in the text
     */
    static void writeOut(ObjectNode root, Moves moves) {
        missing(root, "revision", NODES.numberNode(0));
        missing(root, "takenAt", NODES.stringNode(EPOCH));
        String takenAt = root.get("takenAt").isString() ? root.get("takenAt").asString() : EPOCH;
        new Shorthand(takenAt, moves).snapshot(root);
    }

    private void snapshot(ObjectNode root) {
        Trail top = new Trail.Top();
        each(root, "services", top, this::service);
        each(root, "servers", top, this::server);
        if (!root.has("directors")) {
            root.putArray("directors").addObject().put("id", "director");
        }
        Tables tables = new Tables(root, moves);
        each(root, "directors", top, (director, at) -> {
            if (!director.has("table")) {
                director.putObject("table");
            }
            missing(director, "unchangeable", NODES.arrayNode());
            reading(director, "table", at);
            tables.writeOut(director, at);
        });
    }

    private void service(ObjectNode service, Trail at) {
        missing(service, "priority", NODES.numberNode(1));
        missing(service, "minimum", NODES.numberNode(1));
        missing(service, "value", NODES.numberNode(1));
        missing(service, "limits", NODES.objectNode());
        missing(service, "cost", NODES.objectNode());
        missing(service, "checks", NODES.arrayNode());
        if (service.get("limits") instanceof ObjectNode limits) {
            for (String optional : List.of("maximum", "perServer", "perZone", "containerLimit")) {
                missing(limits, optional, NODES.nullNode());
            }
            missing(limits, "allowedLenders", NODES.arrayNode());
            missing(limits, "forbiddenLenders", NODES.arrayNode());
            missing(limits, "apart", NODES.arrayNode());
        }
        if (service.get("cost") instanceof ObjectNode cost) {
            zeros(cost, "cpu", "network", "footprint");
        }
        JsonNode demand = service.get("demand");
        if (demand != null && demand.isNumber()) {
            service.putObject("demand").set("connectionsPerSecond", demand);
            moves.add(at.field("demand").field("connectionsPerSecond"), at.field("demand"));
        }
        reading(service, "demand", at);
        if (value(service, "demand") instanceof ObjectNode value) {
            zeros(value, "activeConnections");
        }
    }

    private void server(ObjectNode server, Trail at) {
        if (server.has("id")) {
            missing(server, "zone", server.get("id"));
        }
        missing(server, "lends", NODES.booleanNode(true));
        missing(server, "inMaintenance", NODES.booleanNode(false));
        missing(server, "containers", NODES.arrayNode());
        missing(server, "unchangeable", NODES.nullNode());
        if (!server.has("load") && server.has("cores")) {
            load(server, at);
        }
        reading(server, "load", at);
        if (value(server, "load") instanceof ObjectNode load) {
            Trail there = at.field("load").field("value");
            resources(load, "capacity", there);
            resources(load, "used", there);
            missing(load, "stolen", NODES.nullNode());
            missing(load, "uplink", NODES.nullNode());
            missing(load, "sources", NODES.arrayNode());
            strain(load);
        }
        reading(server, "containers", at);
        Trail there = at.field("containers");
        if (server.get("containers") instanceof ObjectNode containers) {
            String name = server.path("id").asString("");
            each(containers, "value", there, (container, place) -> container(container, name, place));
        }
    }

    /** Moves {@code cores}, {@code memory}, {@code network} and {@code used} of a server into its load. */
    private void load(ObjectNode server, Trail at) {
        ObjectNode load = NODES.objectNode();
        ObjectNode capacity = load.putObject("capacity");
        Trail value = at.field("load").field("value");
        Trail capacityAt = value.field("capacity");
        moves.add(value, at.field("cores"));
        moves.add(capacityAt, at.field("cores"));
        move(server, "cores", at, capacity, "cpu", capacityAt);
        move(server, "memory", at, capacity, "memory", capacityAt);
        move(server, "network", at, capacity, "network", capacityAt);
        if (server.has("used")) {
            move(server, "used", at, load, "used", value);
        } else {
            moves.add(value.field("used"), at.field("used"));
        }
        server.set("load", load);
    }

    private void container(ObjectNode container, String server, Trail at) {
        JsonNode id = container.get("id");
        if (id != null && id.isString() && id.asString().indexOf('/') < 0) {
            container.put("id", server + "/" + id.asString());
        }
        if (!container.has("role")) {
            role(container, at);
        }
        String is = container.path("role").path("is").asString("");
        missing(container, "state", NODES.stringNode(is.equals("stand-by") ? "STOPPED" : "RUNNING"));
        boolean running = container.get("state").asString("").equals("RUNNING");
        missing(container, "listening", NODES.booleanNode(running && !is.equals("unrelated")));
        missing(container, "evidence", NODES.objectNode());
        if (container.get("evidence") instanceof ObjectNode evidence) {
            missing(evidence, "addresses", NODES.arrayNode());
            missing(evidence, "established", NODES.stringNode(running ? "UNKNOWN" : "NONE"));
            missing(evidence, "starter", NODES.objectNode().put("is", "somebody"));
        }
        missing(container, "used", NODES.objectNode());
        resources(container, "used", at);
        strain(container);
    }

    /** Writes out that nothing is known of what a server or a container lacks. */
    private static void strain(ObjectNode owner) {
        missing(owner, "strain", NODES.objectNode());
        if (owner.get("strain") instanceof ObjectNode strain) {
            for (String optional : List.of("cpu", "memory", "io", "throttled", "overflows", "drops")) {
                missing(strain, optional, NODES.nullNode());
            }
            for (String resource : List.of("cpu", "memory", "io")) {
                if (strain.get(resource) instanceof ObjectNode pressure) {
                    missing(pressure, "full", NODES.nullNode());
                }
            }
            missing(strain, "age", NODES.stringNode("PT0S"));
            missing(strain, "sources", NODES.arrayNode());
        }
    }

    /** Makes the role of {@code home} or {@code standBy}, which name the service, and {@code endpoint}. */
    private void role(ObjectNode container, Trail at) {
        String kind = container.has("home") ? "home" : container.has("standBy") ? "standBy" : "";
        ObjectNode role = NODES.objectNode();
        Trail there = at.field("role");
        if (kind.isEmpty()) {
            role.put("is", "unrelated");
        } else {
            role.put("is", kind.equals("home") ? "home" : "stand-by");
            move(container, kind, at, role, "service", there);
            moves.add(there.field("endpoint"), at.field("endpoint"));
            move(container, "endpoint", at, role, "endpoint", there);
        }
        container.set("role", role);
    }

    /** Makes a fresh reading of a value that is none. */
    private void reading(ObjectNode owner, String name, Trail at) {
        JsonNode node = owner.get(name);
        if (node == null || node.isNull()) {
            return;
        }
        if (node instanceof ObjectNode given && given.has("is")) {
            if (given.path("is").asString("").equals("fresh")) {
                missing(given, "at", NODES.stringNode(takenAt));
            }
            return;
        }
        Trail before = at.field(name);
        owner.putObject(name).put("is", "fresh").put("at", takenAt).set("value", node);
        moves.add(before.field("value"), before);
        // A demand that the lines above made an object has moved once more.
        Trail rate = before.field("connectionsPerSecond");
        moves.add(before.field("value").field("connectionsPerSecond"), rate);
    }

    /** The value of a reading that has one; else a node that is no object. */
    private static JsonNode value(ObjectNode owner, String reading) {
        return owner.path(reading).path("value");
    }

    /** Makes resources of a value; a single number is CPU time in cores. */
    private void resources(ObjectNode owner, String name, Trail at) {
        JsonNode node = owner.get(name);
        if (node != null && node.isNumber()) {
            owner.putObject(name).set("cpu", node);
            Trail before = at.field(name);
            moves.add(before.field("cpu"), before);
        }
        if (owner.get(name) instanceof ObjectNode object) {
            zeros(object, "cpu", "memory", "network");
        }
    }

    private void move(ObjectNode from, String name, Trail at, ObjectNode to, String newName, Trail newPlace) {
        JsonNode node = from.remove(name);
        if (node != null) {
            to.set(newName, node);
            moves.add(newPlace.field(newName), at.field(name));
        }
    }

    static void zeros(ObjectNode object, String... names) {
        for (String name : names) {
            missing(object, name, NODES.numberNode(0));
        }
    }

    static void missing(ObjectNode object, String name, JsonNode usual) {
        if (!object.has(name)) {
            object.set(name, usual);
        }
    }

    /** An action on one object of a list. */
    interface Visit {
        void accept(ObjectNode object, Trail at);
    }

    static void each(ObjectNode owner, String name, Trail at, Visit visit) {
        if (owner.get(name) instanceof ArrayNode list) {
            Trail there = at.field(name);
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof ObjectNode object) {
                    visit.accept(object, there.item(i));
                }
            }
        }
    }
}
