package dev.headroom.ma2scf.placement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Goes once over the servers, those that can lend most first, and gives each the best choice of what is still short, at the prices
 * of demand: what only few servers can carry comes before what many can.
 */
final class Construction {
    private static final int POOL = 20;
    private static final int LOOKED_AT = 128;
    /** The part of the price of demand that is taken off its value: something must be left, else there is nothing to choose by. */
    private static final double PRICED = 0.8;

    private final Draft draft;
    private final Problem problem;
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
     */
    Construction(Draft draft, Prices prices, double[] urgency, SplittableRandom random) {
        this.draft = draft;
        this.random = random;
        problem = draft.problem();
        gain = new double[problem.services()];
        Arrays.setAll(gain, i -> (problem.borrower(i).value() - PRICED * prices.ofDemand(i)) * urgency[i]);
        refill = new Refill(draft, gain);
    }

    void run(double changePrice, Patience patience) {
        int[] servers = IntStream.range(0, problem.servers())
                .boxed()
                .filter(j -> draft.idle().contains(j))
                .sorted(Comparator.comparingDouble((Integer j) -> -problem.lendable(j)[0])
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int j : servers) {
            if (patience.isOver() || draft.hungry().size() == 0) {
                return;
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
        double worth = gain[service]
                * Math.min(unmet, Math.min(problem.containerLimit(service), draft.carriable(service, server)));
        for (int at = 0; at < size; at++) {
            if (pool[at] == service) {
                return;
            }
        }
        if (size == POOL && score[POOL - 1] >= worth) {
            return;
        }
        int at = size < POOL ? size++ : POOL - 1;
        while (at > 0 && score[at - 1] < worth) {
            score[at] = score[at - 1];
            pool[at] = pool[at - 1];
            at--;
        }
        score[at] = worth;
        pool[at] = service;
    }
}
