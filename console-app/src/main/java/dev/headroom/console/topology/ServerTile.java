package dev.headroom.console.topology;

import dev.headroom.console.fx.ServerStanding;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.List;

/**
 * One real server as the overview shows it.
 *
 * @param fraction processor use, 0 where unknown
 * @param percent the same with unit, or a dash
 * @param facts weight and connections
 * @param age of its readings, with "ago"
 */
record ServerTile(
        ServerId id,
        ZoneId zone,
        ServerStanding standing,
        double fraction,
        String percent,
        String facts,
        List<ContainerMark> marks,
        String age,
        String exactTime) {
    ServerTile {
        marks = List.copyOf(marks);
    }
}
