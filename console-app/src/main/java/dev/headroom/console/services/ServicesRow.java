package dev.headroom.console.services;

import dev.headroom.console.fx.Badge;
import dev.headroom.ma2scf.model.ServiceId;

/**
 * One virtual service as a row.
 *
 * @param known whether its demand and utilization are known; unknown numbers show a dash
 * @param verdict what the sharing rules say of it now, one sentence
 */
record ServicesRow(
        ServiceId id,
        Badge badge,
        int priority,
        String address,
        boolean known,
        double demand,
        double capacity,
        double utilization,
        int serving,
        int minimum,
        String verdict) {

    String searched() {
        return id + " " + badge.word() + " " + address + " " + verdict;
    }
}
