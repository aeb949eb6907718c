package dev.headroom.console.pictures;

import dev.headroom.console.frame.Deed;
import dev.headroom.console.frame.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One picture.
 *
 * @param name of the file, without theme and size
 * @param deed the operator's action before the picture is taken
 * @param then the state of the cluster after that, before the picture is taken; empty for no further state
 */
record Shot(String name, Moment moment, Place place, Deed deed, Optional<Moment> then) {
    private Shot(String name, Moment moment, Place place, Deed deed) {
        this(name, moment, place, deed, Optional.empty());
    }

    private Shot(String name, Moment moment, Place place) {
        this(name, moment, place, Deed.NOTHING);
    }

    /** Every view, to be drawn in every theme. */
    static List<Shot> views() {
        return List.of(
                new Shot("overview-calm", Moment.CALM, Place.OVERVIEW),
                new Shot("overview-overloaded", Moment.OVERLOADED, Place.OVERVIEW, Deed.UNFOLD),
                new Shot("overview-trouble", Moment.TROUBLE, Place.OVERVIEW),
                new Shot("proposal-asked", Moment.OVERLOADED, Place.OVERVIEW, Deed.ASK_TO_APPROVE),
                new Shot("proposal-running", Moment.RUNNING, Place.OVERVIEW),
                new Shot("proposal-halted", Moment.HALTED, Place.OVERVIEW),
                new Shot("proposal-failed", Moment.FAILED, Place.OVERVIEW),
                new Shot("overview-lent", Moment.LENT, Place.OVERVIEW),
                new Shot("services", Moment.OVERLOADED, Place.SERVICES),
                new Shot("servers", Moment.TROUBLE, Place.SERVERS),
                new Shot("loans", Moment.LENT, Place.LOANS),
                new Shot("loans-none", Moment.CALM, Place.LOANS),
                new Shot("history", Moment.LENT, Place.HISTORY),
                new Shot("connections-refused", Moment.REFUSED, Place.CONNECTIONS),
                new Shot("empty", Moment.EMPTY, Place.OVERVIEW));
    }

    /** Views with extreme content, and every question of the window: in light and dark, also in a small window. */
    static List<Shot> gallery() {
        List<Shot> shots = new ArrayList<>(List.of(
                new Shot("all-dead", Moment.ALL_DEAD, Place.OVERVIEW),
                new Shot("all-dead-servers", Moment.ALL_DEAD, Place.SERVERS),
                new Shot("never-read", Moment.NEVER_READ, Place.OVERVIEW),
                new Shot("never-read-servers", Moment.NEVER_READ, Place.SERVERS),
                new Shot("not-read", Moment.NOT_READ, Place.OVERVIEW),
                new Shot("not-read-servers", Moment.NOT_READ, Place.SERVERS),
                new Shot("not-read-connections", Moment.NOT_READ, Place.CONNECTIONS),
                new Shot("maintenance", Moment.MAINTENANCE, Place.OVERVIEW),
                new Shot("maintenance-servers", Moment.MAINTENANCE, Place.SERVERS),
                new Shot("maintenance-connections", Moment.MAINTENANCE, Place.CONNECTIONS),
                new Shot("maintenance-dead", Moment.MAINTENANCE_DEAD, Place.OVERVIEW),
                new Shot("maintenance-dead-servers", Moment.MAINTENANCE_DEAD, Place.SERVERS),
                new Shot("maintenance-dead-connections", Moment.MAINTENANCE_DEAD, Place.CONNECTIONS),
                new Shot("maintenance-too-early", Moment.MAINTENANCE_TOO_EARLY, Place.OVERVIEW),
                new Shot("maintenance-too-early-servers", Moment.MAINTENANCE_TOO_EARLY, Place.SERVERS),
                new Shot("barred", Moment.BARRED, Place.OVERVIEW),
                new Shot("barred-halted", Moment.BARRED_HALTED, Place.OVERVIEW),
                new Shot("undecided", Moment.UNDECIDED, Place.OVERVIEW),
                new Shot("servers-60", Moment.SERVERS_60, Place.OVERVIEW),
                new Shot("servers-60-table", Moment.SERVERS_60, Place.SERVERS),
                new Shot("servers-1000", Moment.SERVERS_1000, Place.OVERVIEW),
                new Shot("proposal-interrupted", Moment.INTERRUPTED, Place.OVERVIEW),
                new Shot("adoption", Moment.UNADOPTED, Place.OVERVIEW),
                new Shot("demo", Moment.OVERLOADED, Place.OVERVIEW)));
        for (Place place : Place.values()) {
            String name = place.name().toLowerCase(Locale.ROOT);
            shots.add(new Shot("names-" + name, Moment.LONG_NAMES, place, Deed.UNFOLD));
        }
        shots.addAll(List.of(
                question("approve", Moment.OVERLOADED, Deed.ASK_TO_APPROVE),
                question("reject", Moment.OVERLOADED, Deed.ASK_TO_REJECT),
                question("undo", Moment.INTERRUPTED, Deed.ASK_TO_UNDO),
                question("mode", Moment.RUNNING, Deed.CHOOSE_WATCH),
                question("halt", Moment.RUNNING, Deed.HALT_BY_KEY),
                question("resume", Moment.HALTED, Deed.RESUME),
                question("take-over", Moment.BARRED, Deed.TAKE_OVER),
                question("close", Moment.RUNNING, Deed.CLOSE),
                new Shot(
                        "question-lapsed",
                        Moment.OVERLOADED,
                        Place.OVERVIEW,
                        Deed.CHOOSE_WATCH,
                        Optional.of(Moment.TROUBLE))));
        return List.copyOf(shots);
    }

    private static Shot question(String name, Moment moment, Deed deed) {
        return new Shot("question-" + name, moment, Place.OVERVIEW, deed);
    }
}
