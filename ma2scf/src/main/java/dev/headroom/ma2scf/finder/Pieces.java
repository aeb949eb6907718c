package dev.headroom.ma2scf.finder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * First stage: cuts what a server can add for a service into pieces, one for each container that would be started.
 *
 * <p>{@code a(n) = min(n * containerLimit, lendable cpu / unit cost)} is what n containers add; the t-th piece is
 * {@code a(t) - a(t-1)}, so pieces of one server never grow.
 */
final class Pieces {
    /** Less processor time than this is not worth a start, in cores. */
    static final double LEAST_CPU = 0.05;

    private Pieces() {}

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
        return Optional.empty();
    }

    /** In order of number; empty if and only if the server is refused or has no container to start. */
    static List<Piece> of(Lender lender, Request.Candidate candidate, Request.Need need) {
        if (refusal(lender, need).isPresent()) {
            return List.of();
        }
        double most = lender.lendable().cpu() / need.unitCost();
        List<Piece> pieces = new ArrayList<>();
        double before = 0;
        for (int number = 1;
                number <= limit(lender, candidate, need) && before < most * (1 - Selection.TOLERANCE);
                number++) {
            double now = Math.min(number * need.containerLimit(), most);
            pieces.add(new Piece(lender, candidate.standBys().get(number - 1), number, now - before));
            before = now;
        }
        return pieces;
    }

    private static long limit(Lender lender, Request.Candidate candidate, Request.Need need) {
        long slots = Math.min(candidate.standBys().size(), lender.loanLimit() - lender.loans());
        return need.footprint() == 0 ? slots : Math.min(slots, lender.lendable().memory() / need.footprint());
    }
}
