package dev.headroom.console.servers;

import dev.headroom.console.fx.ServerFigures;
import dev.headroom.ma2scf.model.ServerId;

/**
 * One real server as a row.
 *
 * @param lends what it could lend, or that it does not
 * @param seconds age of the readings, for sorting
 */
record ServersRow(
        ServerId id, String zone, ServerFigures figures, String containers, String lends, long seconds, String age) {

    /** What is wrong and what to do; empty while all is well. */
    String sentence() {
        return figures.standing().sentence();
    }

    String searched() {
        return id + " " + zone + " " + figures.standing().badge().word() + " " + containers + " " + sentence();
    }
}
