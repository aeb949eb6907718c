package dev.headroom.console.topology;

import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.ServerStanding;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers of one zone together.
 *
 * @param facts how many there are, and of how many something is to be said
 */
record ZoneTile(ZoneId zone, String facts, List<ServerTile> servers) {
    ZoneTile {
        servers = List.copyOf(servers);
    }

    static ZoneTile of(ZoneId zone, List<ServerTile> servers) {
        List<String> facts = new ArrayList<>(List.of(NumberText.count(servers.size(), "server")));
        count(facts, servers, ServerStanding.Kind.FAILED, "failed");
        count(facts, servers, ServerStanding.Kind.CUT_OFF, "cut off");
        count(facts, servers, ServerStanding.Kind.OVERLOADED, "overloaded");
        count(facts, servers, ServerStanding.Kind.WARM, "warm");
        count(facts, servers, ServerStanding.Kind.NOT_READ, "not read");
        return new ZoneTile(zone, String.join(" · ", facts), servers);
    }

    private static void count(List<String> facts, List<ServerTile> servers, ServerStanding.Kind kind, String word) {
        long found = servers.stream()
                .filter(server -> server.standing().kind() == kind)
                .count();
        if (found > 0) {
            facts.add(NumberText.whole(found) + " " + word);
        }
    }
}
