package dev.headroom.console.servers;

import dev.headroom.console.status.ServerFigures;
import dev.headroom.ma2scf.model.ServerId;

/**
 * One real server as a row.
 *
 * @param lends what it could lend, or that it does not lend
 * @param seconds age of the readings, for sorting
 * @param measured what was measured beside the load, and the files that all was read from; empty where nothing is known
 */
record ServersRow(
        ServerId id,
        String zone,
        ServerFigures figures,
        String containers,
        String lends,
        long seconds,
        String age,
        String measured) {

    /** What is wrong and what to do; empty if nothing is. */
    String sentence() {
        return figures.standing().sentence();
    }

    /** All values of the row, for columns that a narrow window hides. */
    String summary() {
        return "%s in %s, %s, read %s\nprocessor %s, memory %s, can lend %s%s\nweight %s, %s conn\n%s\n%s"
                .formatted(
                        id,
                        zone,
                        figures.standing().badge().word(),
                        age,
                        figures.cpuText(),
                        figures.memoryText(),
                        lends,
                        figures.keeps().map(" (%s)"::formatted).orElse(""),
                        figures.weightText(),
                        figures.activeText(),
                        measured,
                        sentence())
                .strip();
    }

    String searched() {
        return id + " " + zone + " " + figures.standing().badge().word() + " " + containers + " " + sentence();
    }
}
