package dev.headroom.ma2scf.model;

/**
 * What a real server can carry and what it carries now.
 *
 * @param capacity all of the machine; network 0 means that its limit is unknown
 * @param used by everything on it, containers included
 */
public record ServerLoad(Resources capacity, Resources used) {
    public ServerLoad {
        if (!(capacity.cpu() > 0)) {
            throw new IllegalArgumentException(
                    "The server's capacity (%s cores) must be above 0.".formatted(capacity.cpu()));
        }
    }

    public Utilization cpu() {
        return Utilization.of(used.cpu(), capacity.cpu());
    }

    public Utilization memory() {
        return Utilization.of((double) used.memory(), (double) capacity.memory());
    }
}
