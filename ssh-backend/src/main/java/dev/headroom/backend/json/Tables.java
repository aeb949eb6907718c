package dev.headroom.backend.json;

import dev.headroom.ma2scf.model.DirectorTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes out the IPVS tables of directors. A table without entries gets each service with its running containers as
 * destinations of equal weight. A destination without a rate gets its share of the demand by weight.
 */
final class Tables {
    /**
     * The weight of a destination in a table that is written out: with 1, no destination could have a smaller share
     * than another.
     */
    private static final int WEIGHT = 100;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<ObjectNode> services = new ArrayList<>();
    /** The endpoints of the running containers, by service. */
    private final Map<String, List<JsonNode>> endpoints = new HashMap<>();

    private final int directors;
    private final Moves moves;

    /** @param root with its services and servers written out */
    Tables(ObjectNode root, Moves moves) {
        this.moves = moves;
        directors = Math.max(1, root.path("directors").size());
        Trail top = new Trail.Top();
        Shorthand.each(root, "services", top, (service, _) -> services.add(service));
        Shorthand.each(root, "servers", top, (server, at) -> {
            if (server.get("containers") instanceof ObjectNode reading) {
                Shorthand.each(reading, "value", at, (container, _) -> running(container));
            }
        });
    }

    private void running(ObjectNode container) {
        if (container.path("state").asString("").equals("RUNNING")) {
            String service = container.path("role").path("service").asString("");
            endpoints
                    .computeIfAbsent(service, _ -> new ArrayList<>())
                    .add(container.path("role").path("endpoint"));
        }
    }

    /**
     * Writes out the table of one director.
     *
     * @param director with a reading as its table
     */
    void writeOut(ObjectNode director, Trail at) {
        if (!(director.path("table").path("value") instanceof ObjectNode table)) {
            return;
        }
        Shorthand.missing(table, "probes", NODES.objectNode());
        Shorthand.missing(table, "udpTimeout", NODES.stringNode(DirectorTable.USUAL_UDP_TIMEOUT.toString()));
        Shorthand.missing(table, "unread", NODES.arrayNode());
        if (!table.has("entries")) {
            table.set("entries", entries());
        }
        Trail there = at.field("table").field("value");
        Shorthand.each(table, "entries", there, this::entry);
        Shorthand.each(table, "unread", there, (unread, _) -> {
            Shorthand.missing(unread, "service", NODES.nullNode());
            Shorthand.missing(unread, "destination", NODES.nullNode());
        });
    }

    private ArrayNode entries() {
        ArrayNode entries = NODES.arrayNode();
        for (ObjectNode service : services) {
            ObjectNode entry = entries.addObject();
            entry.set("address", service.path("address"));
            ArrayNode destinations = entry.putArray("destinations");
            for (JsonNode endpoint : endpoints.getOrDefault(service.path("id").asString(""), List.of())) {
                destinations.addObject().set("endpoint", endpoint);
            }
        }
        return entries;
    }

    private void entry(ObjectNode entry, Trail at) {
        Shorthand.missing(entry, "persistence", NODES.stringNode("PT0S"));
        Shorthand.missing(entry, "scheduler", NODES.stringNode("wlc"));
        Shorthand.missing(entry, "destinations", NODES.arrayNode());
        if (entry.get("scheduler").isString()) {
            JsonNode name = entry.get("scheduler");
            entry.putObject("scheduler").set("name", name);
            moves.add(at.field("scheduler").field("name"), at.field("scheduler"));
        }
        if (entry.get("scheduler") instanceof ObjectNode scheduler) {
            Shorthand.missing(scheduler, "flags", NODES.arrayNode());
        }
        Shorthand.each(entry, "destinations", at, this::destination);
        spread(entry);
    }

    private void destination(ObjectNode destination, Trail at) {
        if (!destination.has("spec")) {
            ObjectNode spec = NODES.objectNode();
            for (String name : List.of("endpoint", "method", "weight", "thresholds")) {
                JsonNode given = destination.remove(name);
                Trail now = at.field("spec").field(name);
                moves.add(now, at.field(name));
                if (given != null) {
                    spec.set(name, given);
                }
            }
            destination.set("spec", spec);
            moves.add(at.field("spec"), at);
        }
        if (destination.get("spec") instanceof ObjectNode spec) {
            Shorthand.missing(spec, "method", NODES.objectNode().put("is", "direct-routing"));
            Shorthand.missing(spec, "weight", NODES.numberNode(WEIGHT));
            Shorthand.missing(spec, "thresholds", NODES.objectNode());
            if (spec.get("thresholds") instanceof ObjectNode thresholds) {
                Shorthand.zeros(thresholds, "upper", "lower");
            }
        }
        Shorthand.missing(destination, "traffic", NODES.nullNode());
        if (destination.get("traffic") instanceof ObjectNode traffic) {
            Shorthand.missing(traffic, "rose", NODES.nullNode());
        }
        Shorthand.missing(destination, "counts", NODES.objectNode());
        if (destination.get("counts") instanceof ObjectNode counts) {
            Shorthand.zeros(counts, "active", "inactive", "persistent", "total");
            Shorthand.missing(counts, "known", NODES.booleanNode(true));
        }
    }

    /** Gives each destination without a rate its share of the demand by weight, divided evenly among the directors. */
    private void spread(ObjectNode entry) {
        double demand = services.stream()
                .filter(service -> service.path("address").equals(entry.path("address")))
                .mapToDouble(service -> service.path("demand")
                        .path("value")
                        .path("connectionsPerSecond")
                        .asDouble(0))
                .sum();
        double all = 0;
        for (JsonNode destination : entry.path("destinations")) {
            all += destination.path("spec").path("weight").asDouble(0);
        }
        for (JsonNode destination : entry.path("destinations")) {
            if (destination instanceof ObjectNode object) {
                double weight = destination.path("spec").path("weight").asDouble(0);
                double part = all > 0 ? demand * weight / all / directors : 0;
                Shorthand.missing(object, "connectionsPerSecond", NODES.numberNode(part));
            }
        }
    }
}
