package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.ServerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Serves one short service after another, in order of priority and name; each takes from what the earlier ones left. For one
 * service the finding is optimal in amount and in starts; for several together it need not be.
 */
public final class SingleBorrowerFinder implements CapacityFinder {

    public SingleBorrowerFinder() {}

    @Override
    public List<Finding> find(List<Request> requests, List<Lender> lenders) {
        Map<ServerId, Lender> left = new TreeMap<>();
        lenders.forEach(lender -> left.put(lender.server(), lender));
        Map<Request, Finding> findings = new HashMap<>();
        requests.stream()
                .sorted(Comparator.comparingInt(Request::priority).thenComparing(Request::service))
                .forEach(request -> findings.put(request, findOne(request, left)));
        return requests.stream()
                .flatMap(request -> Optional.ofNullable(findings.get(request)).stream())
                .toList();
    }

    private static Finding findOne(Request request, Map<ServerId, Lender> left) {
        Request.Need need = request.need();
        Map<ServerId, Refusal> whyNot = new TreeMap<>(request.refused());
        List<Piece> pieces = new ArrayList<>();
        for (Request.Candidate candidate : request.candidates()) {
            Optional.ofNullable(left.get(candidate.server())).ifPresent(lender -> {
                pieces.addAll(Pieces.of(lender, candidate, need));
                Pieces.refusal(lender, need)
                        .or(() -> candidate.standBys().isEmpty()
                                ? Optional.of(new Refusal.NoStandBy(request.service()))
                                : Optional.empty())
                        .ifPresent(refusal -> whyNot.put(candidate.server(), refusal));
            });
        }
        pieces.sort(MostAvailable.order(request));
        List<Piece> taken = Selection.of(pieces, request);
        pieces.stream()
                .filter(p -> taken.stream()
                        .noneMatch(t -> t.lender().server().equals(p.lender().server())))
                .forEach(
                        p -> whyNot.merge(p.lender().server(), new Refusal.NotNeeded(p.amount()), (first, _) -> first));
        double maximum = pieces.stream().mapToDouble(Piece::amount).sum();
        double sum = taken.stream().mapToDouble(Piece::amount).sum();
        double amount = Math.min(need.deficit(), sum);
        List<Finding.Chosen> chosen = taken.stream()
                .map(p -> chosen(p, sum > 0 ? amount * (p.amount() / sum) : 0, need))
                .toList();
        chosen.forEach(c -> left.computeIfPresent(
                c.container().server(),
                (_, lender) -> lender.afterLending(c.amount() * need.unitCost(), need.footprint())));
        return new Finding(
                request.service(), need.deficit(), amount, maximum, Math.min(need.deficit(), maximum), chosen, whyNot);
    }

    private static Finding.Chosen chosen(Piece piece, double amount, Request.Need need) {
        String why = String.format(
                Locale.ROOT,
                "%s has %.2f cores to lend, %.1f connections/s.",
                piece.lender().server(),
                piece.lender().lendable().cpu(),
                piece.lender().lendable().cpu() / need.unitCost());
        return new Finding.Chosen(piece.container(), piece.amount(), amount, piece.lender(), why);
    }
}
