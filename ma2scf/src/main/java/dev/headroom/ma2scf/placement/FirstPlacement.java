package dev.headroom.ma2scf.placement;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Where much is to be started at once: several constructions, of which the best is kept. The guided one is repeated with more
 * urgency for the services that it has left short, until nothing is short or repeating no longer pays.
 */
final class FirstPlacement {
    /** Where a construction misses no more than this part of the goal, no other kind is tried. */
    private static final double GOOD = 5e-4;

    private static final int MOST_ROUNDS = 8;
    /** How much more a service gains at first that asks for all that servers could carry of it. */
    private static final double CRITICAL = 2;

    private final Draft draft;
    private final Problem problem;
    private final LoadShift shift;
    private final Prices prices;
    private final Patience patience;
    private final double[] levels;
    private final double[] urgency;
    private final Placement kept;

    private Placement best;
    private double worth;

    /**
     * Makes it.
     *
     * @param levels what a start must bring, units times value, in descending order
     */
    FirstPlacement(Draft draft, LoadShift shift, Prices prices, double[] levels, Patience patience) {
        this.draft = draft;
        this.shift = shift;
        this.prices = prices;
        this.patience = patience;
        this.levels = levels;
        problem = draft.problem();
        urgency = new double[problem.services()];
        Arrays.setAll(urgency, i -> 1 + CRITICAL * prices.criticality(i));
        kept = draft.copy();
        best = kept;
        worth = draft.worth(price());
    }

    /** What a change must bring at last. */
    private double price() {
        return levels[levels.length - 1];
    }

    /** Leaves the best placement found in the draft. */
    void run(double goal) {
        double enough = goal * (1 - GOOD);
        new GreedyOrder(draft, shift, GreedyOrder.By.AMOUNT).run(price(), patience);
        end();
        guided();
        if (draft.amount() < enough && !patience.isOver()) {
            prices.refine(ClassSearch.PRICE_STEPS);
        }
        for (int round = 0; round < MOST_ROUNDS && draft.amount() < enough && !patience.isOver(); round++) {
            double before = worth;
            learn();
            guided();
            if (round > 1 && worth <= before) {
                break;
            }
        }
        if (best.amount() < enough && !patience.isOver()) {
            draft.restore(kept);
            new GreedyOrder(draft, shift, GreedyOrder.By.DENSITY).run(price(), patience);
            end();
        }
        draft.restore(best);
    }

    private void guided() {
        draft.restore(kept);
        for (double level : levels) {
            if (draft.hungry().size() > 0) {
                new Construction(draft, prices, urgency, new SplittableRandom(ClassSearch.SEED)).run(level, patience);
                shift.run(patience);
            }
        }
        end();
    }

    private void learn() {
        for (int i = 0; i < urgency.length; i++) {
            urgency[i] *= problem.demand(i) > 0 ? 1 + draft.unmet(i) / problem.demand(i) : 1;
        }
    }

    private void end() {
        shift.run(patience);
        if (draft.worth(price()) > worth) {
            worth = draft.worth(price());
            best = draft.copy();
        }
    }
}
