package dev.headroom.ma2scf.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * MA2SCF for many borrowers. One priority class after the other: what a class gets, no lower one can take away. For each class
 * prices of the servers' resources give an upper bound (Lagrangian relaxation), and {@link ClassSearch} looks for a placement that
 * comes close to it with few starts. Pure and stateless; the same problem gives the same answer unless patience ends it early.
 */
public final class PriceGuidedPlacer implements Placer {
    public PriceGuidedPlacer() {}

    @Override
    public Placement place(Problem problem, Patience patience) {
        return solve(problem, patience).placement();
    }

    /** Answers a problem that was not seen before. */
    public Solution solve(Problem problem, Patience patience) {
        return solve(problem, Double.POSITIVE_INFINITY, patience);
    }

    /**
     * Answers a problem, but looks for no more than an amount: the fewest starts that bring it, as far as can be found.
     *
     * @param enough units times value, of all classes together
     */
    public Solution solve(Problem problem, double enough, Patience patience) {
        return new Run(problem, Optional.empty(), enough, patience).solution();
    }

    /**
     * Answers a problem that differs from an earlier one in few numbers, starting from its answer: much faster than anew, and as
     * good as long as little has changed.
     *
     * @param before the answer to a problem with the same servers and services, in the same order
     */
    public Solution again(Solution before, Problem next, Patience patience) {
        Problem old = before.placement().problem();
        boolean isAlike = old.servers() == next.servers()
                && old.services() == next.services()
                && Arrays.equals(priorities(old), priorities(next));
        return isAlike
                ? new Run(next, Optional.of(before), Double.POSITIVE_INFINITY, patience).solution()
                : solve(next, patience);
    }

    private static int[] priorities(Problem problem) {
        return IntStream.range(0, problem.services())
                .map(i -> problem.priority(i))
                .sorted()
                .distinct()
                .toArray();
    }

    /** One answer while it is being found. */
    private static final class Run {
        private final Problem problem;
        private final Optional<Solution> before;
        private final double enough;
        private final ServerTypes types;
        private final Draft draft;
        private final ClassSearch search;
        private final List<Certificate> certificates = new ArrayList<>();
        private final List<Prices> allPrices = new ArrayList<>();

        Run(Problem problem, Optional<Solution> before, double enough, Patience patience) {
            this.problem = problem;
            this.before = before;
            this.enough = enough;
            types = ServerTypes.of(problem);
            draft = new Draft(problem);
            search = new ClassSearch(draft, new LoadShift(draft), patience);
        }

        Solution solution() {
            int changed = before.map(this::changed).orElse(0);
            double higher = 0;
            for (int priority : priorities(problem)) {
                draft.open(priority);
                before.ifPresentOrElse(old -> search.keep(old.placement()), search::keep);
                Prices prices = prices(priority);
                if (before.isPresent()) {
                    search.repair(prices, changed);
                } else {
                    search.run(prices, higher, enough);
                }
                // where a class gets nothing, what many changes have added up may be below 0 in the last digits
                double amount = Math.max(0, draft.amount() - higher);
                certificates.add(certificate(priority, amount, prices.bound(), higher));
                allPrices.add(prices);
                higher = draft.amount();
            }
            return new Solution(draft.settled(), certificates, allPrices);
        }

        private Prices prices(int priority) {
            TypeProblem open = new TypeProblem(problem, types, i -> problem.priority(i) == priority);
            return before.map(old -> Prices.from(old.prices().get(certificates.size()), open))
                    .orElseGet(() -> Prices.of(open));
        }

        /** How many servers have changed, or run a service that has. */
        private int changed(Solution old) {
            Problem was = old.placement().problem();
            boolean[] isChanged = new boolean[problem.services()];
            for (int i = 0; i < isChanged.length; i++) {
                isChanged[i] = !was.borrower(i).equals(problem.borrower(i));
            }
            int changed = 0;
            for (int j = 0; j < problem.servers(); j++) {
                boolean differs = !was.supply(j).equals(problem.supply(j));
                for (int at = 0; !differs && at < old.placement().size(j); at++) {
                    differs = isChanged[old.placement().serviceAt(j, at)];
                }
                changed += differs ? 1 : 0;
            }
            return changed;
        }

        /** A lower class is bounded by itself, and by what all classes up to it can have less what the higher ones got. */
        private Certificate certificate(int priority, double amount, double alone, double higher) {
            double demanded = 0;
            for (int i = 0; i < problem.services(); i++) {
                if (problem.priority(i) == priority) {
                    demanded += problem.demand(i) * problem.value(i);
                }
            }
            double bound = Math.min(alone, demanded);
            if (higher > 0 && bound > amount) {
                TypeProblem all = new TypeProblem(problem, types, i -> problem.priority(i) <= priority);
                Prices ofAll = Prices.of(all);
                ofAll.refine(ClassSearch.PRICE_STEPS);
                bound = Math.min(bound, ofAll.bound() - higher);
            }
            return new Certificate(priority, demanded, amount, Math.max(amount, bound));
        }
    }
}
