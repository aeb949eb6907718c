package dev.headroom.backend.json;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tests the names in a snapshot: none occurs twice, and each reference has its entry. A value of the wrong kind is
 * left for the reader to refuse.
 */
final class Coherence {
    private final Set<String> services = new TreeSet<>();
    private final Set<String> servers = new TreeSet<>();
    private final Map<String, String> endpoints = new HashMap<>();

    private Coherence() {}

    /**
     * @param root a whole snapshot, with its defaults written out
     * @throws Misfit for the first name that does not fit
     */
    static void check(ObjectNode root) throws Misfit {
        Coherence coherence = new Coherence();
        coherence.unique(root, "directors", "director", new HashSet<>());
        coherence.unique(root, "services", "service", coherence.services);
        coherence.unique(root, "servers", "real server", coherence.servers);
        coherence.addresses(root);
        coherence.servers(root);
        coherence.limits(root);
    }

    private void unique(ObjectNode root, String list, String kind, Set<String> names) throws Misfit {
        Trail at = new Trail.Top().field(list);
        int index = 0;
        for (JsonNode item : root.path(list)) {
            String name = item.path("id").asString("");
            if (!name.isEmpty() && !names.add(name)) {
                throw misfit(at.item(index).field("id"), "The %s '%s' is there twice.".formatted(kind, name));
            }
            index++;
        }
    }

    private void addresses(ObjectNode root) throws Misfit {
        Map<String, String> owners = new HashMap<>();
        Trail at = new Trail.Top().field("services");
        int index = 0;
        for (JsonNode service : root.path("services")) {
            String address = service.path("address").asString("").strip().toUpperCase(java.util.Locale.ROOT);
            String owner = owners.putIfAbsent(address, service.path("id").asString(""));
            if (owner != null && !address.isEmpty()) {
                throw misfit(
                        at.item(index).field("address"), "The service '%s' has that address already.".formatted(owner));
            }
            index++;
        }
    }

    private void servers(ObjectNode root) throws Misfit {
        Trail at = new Trail.Top().field("servers");
        int index = 0;
        for (JsonNode server : root.path("servers")) {
            Trail list = at.item(index++).field("containers").field("value");
            Set<String> names = new HashSet<>();
            int place = 0;
            for (JsonNode container : server.path("containers").path("value")) {
                container(container, server.path("id").asString(""), names, list.item(place++));
            }
        }
    }

    private void container(JsonNode container, String server, Set<String> names, Trail at) throws Misfit {
        String id = container.path("id").asString("");
        if (id.indexOf('/') > 0 && !id.startsWith(server + "/")) {
            throw misfit(at.field("id"), "'%s' is listed under the server '%s'.".formatted(id, server));
        }
        if (!id.isEmpty() && !names.add(id)) {
            throw misfit(at.field("id"), "The container '%s' is there twice.".formatted(id));
        }
        JsonNode role = container.path("role");
        String service = role.path("service").asString("");
        if (!service.isEmpty() && !services.contains(service)) {
            throw misfit(at.field("role").field("service"), unknown("service", service, services));
        }
        String endpoint = role.path("endpoint").asString("");
        String other = endpoint.isEmpty() ? null : endpoints.putIfAbsent(service + " at " + endpoint, id);
        if (other != null) {
            throw misfit(
                    at.field("role").field("endpoint"),
                    "The container '%s' serves %s at %s already.".formatted(other, service, endpoint));
        }
    }

    private void limits(ObjectNode root) throws Misfit {
        Trail at = new Trail.Top().field("services");
        int index = 0;
        for (JsonNode service : root.path("services")) {
            Trail there = at.item(index++).field("limits");
            JsonNode limits = service.path("limits");
            for (String list : List.of("allowedLenders", "forbiddenLenders")) {
                known(limits.path(list), servers, "real server", there.field(list));
            }
            known(limits.path("apart"), services, "service", there.field("apart"));
        }
    }

    private void known(JsonNode list, Set<String> names, String kind, Trail at) throws Misfit {
        int index = 0;
        for (JsonNode item : list) {
            if (item.isString() && !names.contains(item.asString())) {
                throw misfit(at.item(index), unknown(kind, item.asString(), names));
            }
            index++;
        }
    }

    private static String unknown(String kind, String name, Set<String> known) {
        return "There is no %s '%s' in the snapshot; there is %s."
                .formatted(kind, name, known.isEmpty() ? "none" : "only " + String.join(", ", known));
    }

    private static Misfit misfit(Trail place, String sentence) {
        return new Misfit(place, sentence);
    }
}
