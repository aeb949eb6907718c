package dev.headroom.ma2scf.placement;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The search for one priority class, stage after stage: what runs stays and its load is shifted; what must run is started; then,
 * at a price of changes that falls from level to level, constructions and exchanges serve more, so that the starts that bring
 * most come first; thinning takes back what was not needed.
 */
final class ClassSearch {
    /** The numbers drawn come from a fixed seed, so the same problem gives the same answer. */
    static final long SEED = 20_060_911;
    /** What a change must bring, as a part of what servers serve on average: at first and at last. */
    private static final double FIRST_PART = 0.5;

    private static final double LAST_PART = 0.002;
    /** Where much is to be started at once. */
    private static final double[] LEVELS = {0.05, LAST_PART};
    /** How the price of changes falls when a round was in vain. */
    private static final double FALL = 0.5;
    /** Where what runs now serves less than this part of the goal, the first thing is to start much at once. */
    private static final double WARM = 0.9;
    /** Where so little is missing to the goal, the search has ended. */
    private static final double CLOSE = 1e-9;
    /** A round that gains less than this part of the goal was in vain. */
    private static final double LEAST_PROGRESS = 5e-5;

    static final int PRICE_STEPS = 200;

    private static final int VAIN_ROUNDS = 3;
    /**
     * Tries a round: so many, and some more where there are many servers; fewer where there are few servers, or few pairs of a
     * server and a service.
     */
    private static final int TRIES_A_ROUND = 1_000;

    private static final int TRIES_A_SERVER = 30;
    private static final int FEWEST_TRIES = 100;
    private static final int SMALL_PROBLEM = 60;
    private static final int ATTEMPTS = 3;
    /** Up to so many pairs of a server and a service one try less or more decides, and tries cost next to nothing. */
    private static final long TINY_PAIRS = 100;

    private static final int TINY_ATTEMPTS = 4;
    /** How much longer each attempt there but the first looks for more. */
    private static final int TINY_EFFORT = 5;

    private final Draft draft;
    private final LoadShift shift;
    private final Patience patience;
    private final int servers;
    private long seed = SEED;
    private int effort = 1;

    ClassSearch(Draft draft, LoadShift shift, Patience patience) {
        this.draft = draft;
        this.shift = shift;
        this.patience = patience;
        servers = draft.problem().servers();
    }

    /** Lets everything of the open class run that runs now and still fits. */
    void keep() {
        Problem problem = draft.problem();
        for (int j = 0; j < servers; j++) {
            for (int i : problem.existing(j)) {
                int count = draft.isOpen(i) ? Math.min(problem.existing(i, j), draft.startable(i, j)) : 0;
                if (count > 0) {
                    draft.put(i, j, count, 0);
                }
            }
        }
        shift.run(patience);
    }

    /** Lets everything of the open class run as an earlier placement has it, as far as it still fits. */
    void keep(Placement earlier) {
        for (int j = 0; j < servers; j++) {
            for (int at = 0; at < earlier.size(j); at++) {
                int i = earlier.serviceAt(j, at);
                int count = draft.isOpen(i) ? Math.min(earlier.countAt(j, at), draft.startable(i, j)) : 0;
                if (count > 0) {
                    double most =
                            Math.min(draft.unmet(i), count * draft.problem().containerLimit(i));
                    draft.put(i, j, count, Math.min(Math.min(earlier.loadAt(j, at), most), draft.carriable(i, j)));
                }
            }
        }
        shift.run(patience);
    }

    /**
     * Serves as much as can be found of what is short.
     *
     * @param higher what the higher classes got, units times value
     * @param mostWanted an amount of all classes that is enough
     */
    void run(Prices prices, double higher, double mostWanted) {
        new Minimums(draft).run();
        shift.run(patience);
        double goal = goal(prices, higher, mostWanted);
        if (isEnough(goal)) {
            return;
        }
        if (draft.amount() >= goal * WARM) {
            prices.refine(PRICE_STEPS);
        }
        Placement kept = draft.copy();
        attempt(prices, Math.min(goal, goal(prices, higher, mostWanted)), mostWanted);
        boolean isTiny = (long) servers * draft.problem().services() <= TINY_PAIRS;
        int attempts = isTiny ? TINY_ATTEMPTS : servers <= SMALL_PROBLEM ? ATTEMPTS : 1;
        effort = isTiny ? TINY_EFFORT : 1;
        for (int more = 1; more < attempts && !patience.isOver(); more++) {
            seed = SEED + more;
            double reached = more == 1 ? goal(prices, higher, mostWanted) : draft.amount();
            another(kept, mostWanted, () -> attempt(prices, reached, reached));
        }
        otherwise(kept, prices, higher, mostWanted);
    }

    /** Other ways from the same beginning, which do not follow the prices alone. */
    private void otherwise(Placement kept, Prices prices, double higher, double mostWanted) {
        if (draft.unserved().size() > 0) {
            another(kept, mostWanted, () -> plain(mostWanted));
            another(kept, mostWanted, () -> {
                draft.unload();
                plain(mostWanted);
            });
        }
        if (mostWanted < Double.POSITIVE_INFINITY) {
            double reached = goal(prices, higher, mostWanted);
            another(kept, mostWanted, () -> {
                new GreedyOrder(draft, shift, GreedyOrder.By.DENSITY).run(0, patience);
                shift.run(patience);
                attempt(prices, reached, mostWanted);
            });
        }
    }

    /**
     * Another way from the same beginning; what it finds is kept if it serves more, or as much with fewer changes.
     *
     * @param mostWanted more than this counts for nothing
     */
    private void another(Placement kept, double mostWanted, Runnable way) {
        if (patience.isOver()) {
            return;
        }
        Placement best = draft.copy();
        double amount = Math.min(mostWanted, draft.amount());
        int changes = draft.changes();
        int missing = draft.missing();
        draft.restore(kept);
        way.run();
        boolean isMore = Math.min(mostWanted, draft.amount()) > amount * (1 + CLOSE);
        boolean isLess = draft.amount() < amount * (1 - CLOSE);
        if (draft.missing() > missing || isLess || (!isMore && draft.changes() >= changes)) {
            draft.restore(best);
        }
    }

    /** The name of MA2SCF taken literally, whatever it costs: the answer is never worse than that. */
    private void plain(double mostWanted) {
        new GreedyOrder(draft, shift, GreedyOrder.By.AMOUNT).run(0, patience);
        shift.run(patience);
        shift.anew(patience);
        new Thinning(draft, shift).run(Math.min(mostWanted, draft.amount()) * (1 - CLOSE), patience);
    }

    private void attempt(Prices prices, double goal, double mostWanted) {
        double serverWorth = prices.bound() / Math.max(1, servers);
        double last = LAST_PART * serverWorth;
        if (draft.amount() < goal * WARM) {
            double[] levels =
                    Arrays.stream(LEVELS).map(level -> level * serverWorth).toArray();
            new FirstPlacement(draft, shift, prices, levels, patience).run(goal);
            improve(prices, last, last, goal);
        } else {
            improve(prices, FIRST_PART * serverWorth, last, goal);
        }
        if (servers <= SMALL_PROBLEM && draft.amount() < goal) {
            // what is left is small, but here each part of it can be seen
            new GreedyOrder(draft, shift, GreedyOrder.By.AMOUNT).run(0, patience);
            shift.run(patience);
        }
        shift.anew(patience);
        thin(last, Math.min(draft.amount(), mostWanted));
    }

    /** What is to be reached: less than all by what cannot be told from it. */
    private static double goal(Prices prices, double higher, double mostWanted) {
        return Math.min(mostWanted, higher + prices.bound()) * (1 - CLOSE);
    }

    private boolean isEnough(double goal) {
        return draft.unserved().size() == 0 || draft.amount() >= goal || patience.isOver();
    }

    /** After few readings have changed: repairs, without looking at everything anew. */
    void repair(Prices prices, int changed) {
        new Minimums(draft).run();
        shift.run(patience);
        double goal = (draft.amount() + unmet()) * (1 - CLOSE);
        double price = LAST_PART * prices.bound() / Math.max(1, servers);
        if (!isEnough(goal)) {
            Placement kept = draft.copy();
            double worth = draft.worth(price);
            guided(prices, price);
            exchange().forAmount(price, tries() + 20L * changed, goal, patience);
            shift.run(patience);
            shift.anew(patience);
            if (draft.worth(price) - worth <= goal * CLOSE) {
                // what drifted and gained nothing would only take away the places of lower classes
                draft.restore(kept);
            }
        }
        new Thinning(draft, shift).run(draft.amount() * (1 - CLOSE), patience);
    }

    private double unmet() {
        double unmet = 0;
        for (int n = 0; n < draft.unserved().size(); n++) {
            int i = draft.unserved().get(n);
            unmet += draft.unmet(i) * draft.problem().value(i);
        }
        return unmet;
    }

    private int tries() {
        return servers <= SMALL_PROBLEM
                ? Math.min(TRIES_A_ROUND, TRIES_A_SERVER * servers)
                : (int) Math.min(
                        TRIES_A_ROUND,
                        FEWEST_TRIES + (long) servers * draft.problem().services());
    }

    private long thinningTries() {
        return Math.min(TRIES_A_ROUND, TRIES_A_SERVER * servers);
    }

    private Exchange exchange() {
        return new Exchange(draft, shift, new SplittableRandom(seed));
    }

    private void guided(Prices prices, double price) {
        double[] alike = new double[draft.problem().services()];
        Arrays.fill(alike, 1);
        new Construction(draft, prices, alike, 0, new SplittableRandom(SEED)).run(price, patience);
        shift.run(patience);
    }

    /** Exchanges while they pay, at a price of changes that falls from {@code first} to {@code last} where they do not. */
    private void improve(Prices prices, double first, double last, double goal) {
        Exchange exchange = exchange();
        double price = first;
        int vain = 0;
        if (!isEnough(goal)) {
            guided(prices, price);
        }
        while (vain < VAIN_ROUNDS && !isEnough(goal)) {
            double before = draft.worth(price);
            exchange.forAmount(price, (long) effort * tries() + servers / 4, goal, patience);
            boolean inVain = draft.worth(price) - before <= goal * LEAST_PROGRESS;
            vain = inVain && price <= last ? vain + 1 : 0;
            if (inVain && price > last) {
                price = Math.max(last, price * FALL);
                guided(prices, price);
            }
        }
        shift.run(patience);
    }

    private void thin(double price, double amount) {
        double floor = amount * (1 - CLOSE);
        Thinning thinning = new Thinning(draft, shift);
        thinning.run(floor, patience);
        Exchange exchange = exchange();
        int fewest = draft.changes();
        // few changes on many servers: each counts; on few servers, where all is served, starts are all that is left to
        // gain
        boolean isThorough = servers > Thinning.DEEP
                ? fewest < servers
                : servers > SMALL_PROBLEM && draft.unserved().size() == 0;
        int rounds = isThorough || servers <= SMALL_PROBLEM ? VAIN_ROUNDS : VAIN_ROUNDS - 1;
        long tries = (isThorough ? 2L : 1L) * thinningTries() + servers / 2;
        int vain = 0;
        while (vain < rounds && draft.changes() > 0 && !patience.isOver()) {
            exchange.forChanges(price, floor, tries, patience);
            vain = draft.changes() < fewest - fewest / 500 ? 0 : vain + 1;
            fewest = Math.min(fewest, draft.changes());
        }
        thinning.run(floor, patience);
    }
}
