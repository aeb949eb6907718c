package dev.headroom.backend.link;

import dev.headroom.backend.control.ControlState;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.sharing.memory.Loan;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A loan that runs, with the weight that each director gives it.
 *
 * @param weights by director; a director whose table does not have it, or was never read, is left out
 * @param lastRead the directors among them that are not read now: their weight is that of their last reading
 */
record LoanFacts(Loan loan, SortedMap<DirectorId, Integer> weights, SortedSet<DirectorId> lastRead) {
    static List<LoanFacts> of(ControlState state) {
        return state.memory().loans().stream()
                .map(loan -> of(state.snapshot(), loan))
                .toList();
    }

    private static LoanFacts of(ClusterSnapshot snapshot, Loan loan) {
        SortedMap<DirectorId, Integer> weights = weights(snapshot, loan);
        SortedSet<DirectorId> lastRead = weights.keySet().stream()
                .filter(id -> snapshot.director(id)
                        .flatMap(director -> director.table().fresh())
                        .isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return new LoanFacts(loan, weights, lastRead);
    }

    private static SortedMap<DirectorId, Integer> weights(ClusterSnapshot snapshot, Loan loan) {
        SortedMap<DirectorId, Integer> weights = new TreeMap<>();
        for (Director director : snapshot.directors()) {
            snapshot.container(loan.container())
                    .map(Container::role)
                    .flatMap(role -> role.servingAt())
                    .flatMap(endpoint -> snapshot.service(loan.borrower())
                            .flatMap(service -> director.entry(service.address()))
                            .flatMap(entry -> entry.destination(endpoint)))
                    .ifPresent(d -> weights.put(director.id(), d.spec().weight().value()));
        }
        return weights;
    }
}
