package dev.headroom.ma2scf.placement;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Goes once over the servers, those that can lend most first, and gives each the best choice of what is still short, at the prices
 * of demand: what only few servers can carry comes before what many can, see {@link Outlook}. See decision 0022.
 */
final class Construction {
    private static final int POOL = 20;
    private static final int LOOKED_AT = 128;
    /** The part of the price of demand that is taken off its value: something must be left, else there is nothing to choose by. */
    private static final double PRICED = 0.8;

    private final Draft draft;
    private final Problem problem;
    private final double[] worth;
    private final double critical;
    private final double[] gain;
    private final Refill refill;
    private final SplittableRandom random;
    private final int[] pool = new int[POOL];
    private final double[] score = new double[POOL];
    private int size;

    /**
     * Makes it.
     *
     * @param urgency what each service's gain is multiplied by
     * @param critical how much more a service gains that asks for all that servers still to come can carry; 0 for not looking ahead
     */
    Construction(Draft draft, Prices prices, double[] urgency, double critical, SplittableRandom random) {
        this.draft = draft;
        this.critical = critical;
        this.random = random;
        problem = draft.problem();
        worth = new double[problem.services()];
        Arrays.setAll(worth, i -> (problem.value(i) - PRICED * prices.ofDemand(i)) * urgency[i]);
        gain = worth.clone();
        refill = new Refill(draft, gain);
    }

    /** Whether no server has more candidates than are all looked at. */
    static boolean mayLookAhead(Problem problem) {
        for (int j = 0; j < problem.servers(); j++) {
            if (problem.candidates(j).length > LOOKED_AT) {
                return false;
            }
        }
        return true;
    }

    void run(double changePrice, Patience patience) {
        int[] servers = Order.ascending(problem.servers(), draft.idle()::contains, j -> -problem.lendable(j)[0]);
        Outlook outlook = new Outlook(draft, critical);
        if (critical > 0) {
            outlook.begin(servers);
        }
        for (int j : servers) {
            if (patience.isOver() || draft.unserved().size() == 0) {
                return;
            }
            if (critical > 0) {
                for (int i : problem.candidates(j)) {
                    gain[i] = worth[i] * outlook.urgency(i);
                }
                outlook.reach(j);
            }
            choosePool(j);
            refill.fill(j, pool, size, changePrice);
        }
    }

    private void choosePool(int server) {
        size = 0;
        int[] candidates = problem.candidates(server);
        if (candidates.length <= LOOKED_AT) {
            for (int i : candidates) {
                consider(i, server);
            }
        } else {
            for (int n = 0; n < LOOKED_AT; n++) {
                consider(candidates[random.nextInt(candidates.length)], server);
            }
        }
    }

    private void consider(int service, int server) {
        double unmet = draft.unmet(service);
        if (unmet <= 0 || draft.startable(service, server) == 0) {
            return;
        }
        double served = gain[service]
                * Math.min(unmet, Math.min(problem.containerLimit(service), draft.carriable(service, server)));
        for (int at = 0; at < size; at++) {
            if (pool[at] == service) {
                return;
            }
        }
        if (size == POOL && score[POOL - 1] >= served) {
            return;
        }
        int at = size < POOL ? size++ : POOL - 1;
        while (at > 0 && score[at - 1] < served) {
            score[at] = score[at - 1];
            pool[at] = pool[at - 1];
            at--;
        }
        score[at] = served;
        pool[at] = service;
    }
}
