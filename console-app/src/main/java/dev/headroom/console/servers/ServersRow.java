package dev.headroom.console.servers;

import dev.headroom.console.fx.Badge;
import dev.headroom.ma2scf.model.ServerId;

/**
 * One real server as a row.
 *
 * @param measured whether there are readings at all; without them numbers show a dash
 * @param sentence what is wrong and what to do; empty while all is well
 * @param seconds age of the readings, for sorting
 */
record ServersRow(
        ServerId id,
        String zone,
        Badge badge,
        boolean measured,
        double cpu,
        double memory,
        double freeCores,
        int weight,
        long connections,
        String containers,
        String lends,
        long seconds,
        String age,
        String sentence) {

    String searched() {
        return id + " " + zone + " " + badge.word() + " " + containers + " " + sentence;
    }
}
