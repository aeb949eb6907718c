package dev.headroom.backend.link;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Needs;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.policy.Maintenance;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which servers are in maintenance, and what is left on them, as sentences and as fields. Pure. */
final class MaintenanceText {
    private MaintenanceText() {}

    /** As {@code No server is in maintenance.}, or what {@link #orders} says. */
    static String of(ControlState state) {
        return state.continuity().maintenance().orders().isEmpty()
                ? "No server is in maintenance."
                : orders(state).collect(Collectors.joining(" "));
    }

    /** One sentence for each server that is in maintenance, and one for what is left on it. */
    static Stream<String> orders(ControlState state) {
        return state.continuity().maintenance().orders().entrySet().stream()
                .map(order -> "%s is in maintenance since %s, as %s ordered: it lends nothing, and %s."
                        .formatted(
                                order.getKey(),
                                order.getValue().at().truncatedTo(ChronoUnit.SECONDS),
                                order.getValue().by(),
                                left(state, order.getKey())));
    }

    /** For programs, the same. */
    static void add(ObjectNode root, ControlState state) {
        ArrayNode servers = root.putArray("maintenance");
        for (Map.Entry<ServerId, Maintenance.Order> order :
                state.continuity().maintenance().orders().entrySet()) {
            servers.addObject()
                    .put("server", order.getKey().name())
                    .put("by", order.getValue().by())
                    .put("at", order.getValue().at().toString())
                    .put("destinations", destinations(state, order.getKey()));
        }
    }

    private static String left(ControlState state, ServerId server) {
        if (state.snapshot()
                .server(server)
                .filter(known -> !known.wasNeverRead())
                .isEmpty()) {
            return "it was not read yet";
        }
        long left = destinations(state, server);
        return left == 0
                ? "no director that is read sends it new clients"
                : "%s on it still %s new clients"
                        .formatted(left == 1 ? "1 destination" : left + " destinations", left == 1 ? "gets" : "get");
    }

    private static long destinations(ControlState state, ServerId server) {
        return state.snapshot().server(server).stream()
                .flatMap(known -> Needs.stillServing(state.snapshot(), known))
                .count();
    }
}
