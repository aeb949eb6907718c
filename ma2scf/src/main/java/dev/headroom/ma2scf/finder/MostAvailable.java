package dev.headroom.ma2scf.finder;

import java.util.Comparator;
import java.util.Set;

/**
 * Second stage: puts pieces in order, most available first.
 *
 * <p>The largest amount first, because that needs the fewest starts. Between equals: fewer loans on the server, lower
 * utilization afterwards, a zone where the service is not yet served, and at last the names, so that no two pieces tie. Zones
 * to be avoided come last whatever the amount.
 */
final class MostAvailable {
    private MostAvailable() {}

    static Comparator<Piece> order(Request request) {
        double unitCost = request.need().unitCost();
        double deficit = request.need().deficit();
        return Comparator.<Piece, Boolean>comparing(p -> isIn(p, request.avoided()))
                .thenComparing(Comparator.comparingDouble(Piece::amount).reversed())
                .thenComparingInt(p -> p.lender().loans() + p.number())
                .thenComparing(p -> p.lender().utilizationWith(Math.min(p.amount(), deficit) * unitCost))
                .thenComparing(p -> isIn(p, request.zones()))
                .thenComparing(p -> p.lender().server())
                .thenComparingInt(Piece::number);
    }

    static boolean isIn(Piece piece, Set<?> zones) {
        return zones.contains(piece.lender().zone());
    }
}
