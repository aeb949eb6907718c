package dev.headroom.console.topology;

import dev.headroom.console.fx.NumberText;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.sharing.ServerAssessment.Standing;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers of one zone as one tile.
 *
 * @param facts the number of servers, and of those with trouble
 */
record ZoneTile(ZoneId zone, String facts, List<ServerTile> servers) {
    ZoneTile {
        servers = List.copyOf(servers);
    }

    static ZoneTile of(ZoneId zone, List<ServerTile> servers) {
        List<String> facts = new ArrayList<>(List.of(NumberText.count(servers.size(), "server")));
        count(facts, servers, Standing.FAILED, "failed");
        count(facts, servers, Standing.HOT, "hot");
        count(facts, servers, Standing.WARM, "warm");
        count(facts, servers, Standing.STALE, "not read");
        count(facts, servers, Standing.UNREAD, "never read");
        return new ZoneTile(zone, String.join(" · ", facts), servers);
    }

    private static void count(List<String> facts, List<ServerTile> servers, Standing wanted, String word) {
        long found = servers.stream()
                .filter(server -> server.standing().standing() == wanted)
                .count();
        if (found > 0) {
            facts.add(NumberText.whole(found) + " " + word);
        }
    }
}
