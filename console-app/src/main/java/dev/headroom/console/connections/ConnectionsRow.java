package dev.headroom.console.connections;

import dev.headroom.console.fx.Badge;
import java.time.Instant;

/**
 * One host as a row.
 *
 * @param sentence what is wrong and what to do; a dash while connected
 */
record ConnectionsRow(
        String host,
        String kind,
        String address,
        Badge badge,
        int urgency,
        Instant since,
        String age,
        String exactTime,
        String sentence) {

    String searched() {
        return host + " " + kind + " " + address + " " + badge.word() + " " + sentence;
    }
}
