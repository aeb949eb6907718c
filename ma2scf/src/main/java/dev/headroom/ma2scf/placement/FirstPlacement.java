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
    /** How much more a service gains that asks for all that servers could carry of it, where the construction does not look ahead. */
    private static final double CRITICAL = 2;

    /** How much less that is where all is served: a service that need not come first leaves the choice to what takes fewer starts. */
    private static final double MILDER = 0.5;

    private static final int MILDER_ROUNDS = 3;
    /** Up to so many pairs of a server and a service: beyond, a construction takes longer than all that thinning does. */
    private static final long FEW_PAIRS = 100_000;

    private final Draft draft;
    private final Problem problem;
    private final LoadShift shift;
    private final Prices prices;
    private final Patience patience;
    private final double[] levels;
    private final double[] urgency;
    private final boolean looksAhead;
    private final Placement kept;

    private Placement best;
    private double worth;
    private double critical = CRITICAL;

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
        looksAhead = Construction.mayLookAhead(problem);
        Arrays.setAll(urgency, i -> looksAhead ? 1 : 1 + CRITICAL * prices.criticality(i));
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
        guided();
        if (best.amount() >= enough) {
            milder(enough);
        } else if (!patience.isOver()) {
            learn();
            greedy(GreedyOrder.By.AMOUNT);
            prices.refine(ClassSearch.PRICE_STEPS);
            repeat(enough);
        }
        if (best.amount() < enough && !patience.isOver()) {
            greedy(GreedyOrder.By.DENSITY);
        }
        draft.restore(best);
    }

    /** What all is served with, less haste may serve with fewer starts. */
    private void milder(double enough) {
        boolean isSmall = looksAhead && (long) problem.servers() * problem.services() <= FEW_PAIRS;
        for (int round = 0; round < MILDER_ROUNDS && isSmall && !patience.isOver(); round++) {
            double before = worth;
            critical *= MILDER;
            guided();
            if (draft.amount() < enough || worth <= before) {
                return;
            }
        }
    }

    private void repeat(double enough) {
        for (int round = 0; round < MOST_ROUNDS && !patience.isOver(); round++) {
            double before = worth;
            guided();
            if (draft.amount() >= enough || (round > 1 && worth <= before)) {
                return;
            }
            learn();
        }
    }

    private void greedy(GreedyOrder.By by) {
        draft.restore(kept);
        new GreedyOrder(draft, shift, by).run(price(), patience);
        end();
    }

    private void guided() {
        draft.restore(kept);
        for (double level : levels) {
            if (draft.unserved().size() > 0) {
                new Construction(
                                draft,
                                prices,
                                urgency,
                                looksAhead ? critical : 0,
                                new SplittableRandom(ClassSearch.SEED))
                        .run(level, patience);
                shift.run(patience);
            }
        }
        end();
    }

    /** What was left short becomes more urgent. */
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
