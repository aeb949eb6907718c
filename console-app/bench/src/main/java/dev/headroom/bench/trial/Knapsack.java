package dev.headroom.bench.trial;

import java.util.List;

/** Chooses the items with the greatest gain that fit: exact, by branch and bound, for a few dozen items at most. */
final class Knapsack {
    /**
     * An item.
     *
     * @param gain its value; above 0
     * @param takes of each kind of room
     */
    record Thing(int service, double gain, List<Double> takes) {}

    private static final double ROUNDING = 1e-12;

    private final List<Thing> things;
    private final double[] room;
    private final double enough;
    private final boolean[] packed;
    private boolean[] best;
    private double bestGain;

    private Knapsack(List<Thing> things, double[] room, double enough) {
        this.things = things;
        this.room = room.clone();
        this.enough = enough;
        packed = new boolean[things.size()];
        best = packed.clone();
    }

    /**
     * Marks the chosen items.
     *
     * @param things those with the most gain for their first kind of room first
     * @param enough a gain that need not be exceeded
     */
    static boolean[] pack(List<Thing> things, double[] room, double enough) {
        Knapsack knapsack = new Knapsack(things, room, enough);
        knapsack.branch(0, 0);
        return knapsack.best;
    }

    private void branch(int at, double gain) {
        if (gain > bestGain) {
            bestGain = gain;
            best = packed.clone();
        }
        if (at < packed.length && bestGain < enough && gain + bound(at) > bestGain * (1 + ROUNDING)) {
            List<Double> takes = things.get(at).takes();
            if (fits(takes)) {
                take(takes, 1);
                packed[at] = true;
                branch(at + 1, gain + things.get(at).gain());
                packed[at] = false;
                take(takes, -1);
            }
            branch(at + 1, gain);
        }
    }

    /** An upper bound on the gain of the rest: items may be cut, and only the first kind of room counts. */
    private double bound(int from) {
        double left = room.length == 0 ? Double.POSITIVE_INFINITY : room[0];
        double sum = 0;
        for (int at = from; at < packed.length && left > 0; at++) {
            Thing thing = things.get(at);
            double takes = room.length == 0 ? 0 : thing.takes().getFirst();
            sum += takes > left ? thing.gain() * left / takes : thing.gain();
            left -= takes;
        }
        return sum;
    }

    private boolean fits(List<Double> takes) {
        for (int kind = 0; kind < room.length; kind++) {
            if (takes.get(kind) > room[kind]) {
                return false;
            }
        }
        return true;
    }

    private void take(List<Double> takes, int times) {
        for (int kind = 0; kind < room.length; kind++) {
            room[kind] -= times * takes.get(kind);
        }
    }
}
