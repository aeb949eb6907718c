package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.placement.Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
        Map<ServerId, Set<ServiceId>> newcomers = new TreeMap<>();
        Map<Request, Finding> findings = new HashMap<>();
        requests.stream()
                .sorted(Comparator.comparingInt(Request::priority).thenComparing(Request::service))
                .forEach(request -> findings.put(request, findOne(request, left, newcomers)));
        return requests.stream()
                .flatMap(request -> Optional.ofNullable(findings.get(request)).stream())
                .toList();
    }

    /** Whether a container on {@code server} is chosen for {@code request} alone: the same choice, without words and proofs. */
    static boolean chooses(ServerId server, Request request, Map<ServerId, Lender> lenders) {
        List<Piece> pieces = new ArrayList<>();
        for (Request.Candidate candidate : request.candidates()) {
            Optional.ofNullable(lenders.get(candidate.server()))
                    .ifPresent(lender -> pieces.addAll(Pieces.of(lender, candidate, request.need())));
        }
        pieces.sort(MostAvailable.order(request));
        return Selection.of(pieces, request).stream()
                .anyMatch(piece -> piece.lender().server().equals(server));
    }

    /** @param newcomers services that were given something by this finder, by server */
    private static Finding findOne(
            Request request, Map<ServerId, Lender> left, Map<ServerId, Set<ServiceId>> newcomers) {
        Request.Need need = request.need();
        Map<ServerId, Refusal> whyNot = new TreeMap<>(request.refused());
        List<Piece> pieces = new ArrayList<>();
        for (Request.Candidate candidate : request.candidates()) {
            Optional.ofNullable(left.get(candidate.server())).ifPresent(lender -> {
                Optional<Refusal> refusal = apart(request, newcomers.getOrDefault(lender.server(), Set.of()))
                        .or(() -> Pieces.refusal(lender, need))
                        .or(() -> candidate.standBys().isEmpty()
                                ? Optional.of(new Refusal.NoStandBy(request.service()))
                                : Optional.empty());
                refusal.ifPresentOrElse(
                        r -> whyNot.put(candidate.server(), r),
                        () -> pieces.addAll(Pieces.of(lender, candidate, need)));
            });
        }
        pieces.sort(MostAvailable.order(request));
        List<Piece> taken = Selection.of(pieces, request);
        left(pieces, taken, request).forEach(whyNot::putIfAbsent);
        double maximum = maximum(pieces, request);
        double sum = sum(taken);
        double amount = Math.min(need.deficit(), sum);
        List<Finding.Chosen> chosen = taken.stream()
                .map(p -> chosen(p, sum > 0 ? amount * (p.amount() / sum) : 0, need))
                .toList();
        for (Finding.Chosen one : chosen) {
            ServerId server = one.container().server();
            left.computeIfPresent(server, (_, lender) -> need.takenFrom(lender, one.amount()));
            newcomers.computeIfAbsent(server, _ -> new TreeSet<>()).add(request.service());
        }
        double bound = Math.min(need.deficit(), maximum);
        return new Finding(
                request.service(),
                need.deficit(),
                amount,
                maximum,
                bound,
                proof(request, amount, bound),
                chosen,
                whyNot);
    }

    /** Of this service alone, after what the earlier ones left. */
    private static Certificate proof(Request request, double amount, double bound) {
        double value = request.value();
        return new Certificate(
                request.priority(), request.need().deficit() * value, amount * value, Math.max(amount, bound) * value);
    }

    private static Optional<Refusal> apart(Request request, Set<ServiceId> there) {
        return there.stream()
                .filter(request.limits().apart()::contains)
                .findFirst()
                .map(other -> new Refusal.KeptApart(request.service(), other));
    }

    /** Why servers that have pieces were not used. */
    private static Map<ServerId, Refusal> left(List<Piece> pieces, List<Piece> taken, Request request) {
        Set<ServerId> used = taken.stream().map(p -> p.lender().server()).collect(Collectors.toSet());
        boolean enough = Selection.closes(sum(taken), request.need());
        Allowance allowance = new Allowance(request);
        taken.forEach(allowance::take);
        Map<ServerId, Refusal> refusals = new TreeMap<>();
        for (Piece piece : pieces) {
            if (!used.contains(piece.lender().server())) {
                Refusal notNeeded = new Refusal.NotNeeded(piece.amount());
                refusals.putIfAbsent(
                        piece.lender().server(),
                        enough ? notNeeded : allowance.refusal(piece).orElse(notNeeded));
            }
        }
        return refusals;
    }

    /** The most that the limits allow, whatever zones should be avoided. */
    private static double maximum(List<Piece> pieces, Request request) {
        List<Piece> largestFirst = pieces.stream()
                .sorted(Comparator.comparingDouble(Piece::amount).reversed())
                .toList();
        return sum(Allowance.allowed(largestFirst, request));
    }

    private static double sum(List<Piece> pieces) {
        return pieces.stream().mapToDouble(Piece::amount).sum();
    }

    static Finding.Chosen chosen(Piece piece, double amount, Request.Need need) {
        String why = String.format(
                Locale.ROOT,
                "%s has %.2f cores to lend, %.1f connections/s.",
                piece.lender().server(),
                piece.lender().lendable().cpu(),
                need.carriedBy(piece.lender()));
        return new Finding.Chosen(piece.container(), piece.amount(), amount, piece.lender(), why);
    }
}
