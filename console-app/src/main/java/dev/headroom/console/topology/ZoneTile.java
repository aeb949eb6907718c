package dev.headroom.console.topology;

import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Tone;
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
        count(facts, servers, Tone.DANGER, "failed or overloaded");
        count(facts, servers, Tone.ATTENTION, "warm");
        count(facts, servers, Tone.MUTED, "not read");
        return new ZoneTile(zone, String.join(" · ", facts), servers);
    }

    private static void count(List<String> facts, List<ServerTile> servers, Tone tone, String word) {
        long found = servers.stream()
                .filter(server -> server.standing().badge().tone() == tone)
                .count();
        if (found > 0) {
            facts.add(NumberText.whole(found) + " " + word);
        }
    }
}
