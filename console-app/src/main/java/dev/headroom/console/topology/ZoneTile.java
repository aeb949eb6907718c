package dev.headroom.console.topology;

import dev.headroom.console.fx.NumberText;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.sharing.ServerAssessment.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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
        count(facts, servers, ServerTile::hasFailed, "failed");
        count(facts, servers, is(Standing.HOT), "hot");
        count(facts, servers, is(Standing.WARM), "warm");
        count(facts, servers, ServerTile::isOut, "out");
        count(facts, servers, is(Standing.STALE), "not read");
        count(facts, servers, is(Standing.UNREAD), "never read");
        return new ZoneTile(zone, String.join(" · ", facts), servers);
    }

    private static Predicate<ServerTile> is(Standing wanted) {
        return server -> !server.isOut() && server.standing().standing() == wanted;
    }

    private static void count(List<String> facts, List<ServerTile> servers, Predicate<ServerTile> wanted, String word) {
        long found = servers.stream().filter(wanted).count();
        if (found > 0) {
            facts.add(NumberText.whole(found) + " " + word);
        }
    }
}
