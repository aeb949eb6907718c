package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.Lender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * First stage: cuts what a server can add for a service into pieces, one for each container that would be started.
 *
 * <p>{@code a(n) = min(n * containerLimit, lendable cpu / unit cost, lendable network / network cost)} is what n containers
 * add; the t-th piece is {@code a(t) - a(t-1)}, so pieces of one server never grow. Those that are too small to be worth a start
 * are therefore the last ones.
 */
final class Pieces {
    /** Less processor time than this is not worth a start, in cores. */
    static final double LEAST_CPU = 0.05;

    private Pieces() {}

    /** Connections a second that a container must be able to carry to be worth a start. */
    static double least(Request.Need need) {
        return Math.max(need.leastAmount(), LEAST_CPU / need.unitCost());
    }

    /** Why {@code lender} has no piece at all; empty when it has one. */
    static Optional<Refusal> refusal(Lender lender, Request.Need need) {
        if (lender.loans() >= lender.loanLimit()) {
            return Optional.of(new Refusal.TooManyLoans(lender.loans(), lender.loanLimit()));
        }
        if (lender.lendable().cpu() < LEAST_CPU) {
            return Optional.of(
                    new Refusal.NoCpu(lender.lendable().cpu(), lender.load().cpu()));
        }
        if (lender.lendable().memory() < need.footprint()) {
            return Optional.of(new Refusal.NoMemory(lender.lendable().memory(), need.footprint()));
        }
        double carries = need.carriedBy(lender);
        if (carries * need.unitCost() < LEAST_CPU) {
            return Optional.of(new Refusal.NoNetwork(lender.lendable().network(), need.networkCost()));
        }
        double first = Math.min(need.containerLimit(), carries);
        return first < need.leastAmount()
                ? Optional.of(new Refusal.TooLittle(first, need.leastAmount()))
                : Optional.empty();
    }

    /** In order of number; empty if and only if the server is refused or has no container to start. */
    static List<Piece> of(Lender lender, Request.Candidate candidate, Request.Need need) {
        if (refusal(lender, need).isPresent()) {
            return List.of();
        }
        double most = need.carriedBy(lender);
        List<Piece> pieces = new ArrayList<>();
        double sum = 0;
        double amount = Double.POSITIVE_INFINITY;
        for (int number = 1;
                number <= limit(lender, candidate, need) && sum < most * (1 - Selection.TOLERANCE);
                number++) {
            double now = Math.min(number * need.containerLimit(), most);
            // rounding must not make a later piece seem larger than an earlier one: they are taken in order of size
            amount = Math.min(amount, now - sum);
            if (amount < need.leastAmount()) {
                break;
            }
            pieces.add(new Piece(lender, candidate.standBys().get(number - 1), number, amount));
            sum = now;
        }
        return pieces;
    }

    private static long limit(Lender lender, Request.Candidate candidate, Request.Need need) {
        long slots = Math.min(candidate.standBys().size(), lender.loanLimit() - lender.loans());
        return need.footprint() == 0 ? slots : Math.min(slots, lender.lendable().memory() / need.footprint());
    }
}
