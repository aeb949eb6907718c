package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.finder.Allocation.Part;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.placement.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes an answer for several services as findings: which containers, how much each, and why not the other servers. */
final class Report {
    private final List<Request> requests;
    private final Map<ServiceId, Finding> alone;
    private final Map<ServerId, Lender> lenders = new TreeMap<>();
    private final Allocation allocation;
    private final Map<Integer, Certificate> certificates;

    /** @param requests in order of priority and service: a server lends to them in this order */
    Report(List<Request> requests, List<Lender> lenders, GroupSearch.Found found) {
        this.requests = List.copyOf(requests);
        lenders.forEach(lender -> this.lenders.put(lender.server(), lender));
        allocation = found.allocation();
        certificates = found.certificates();
        alone = found.alone();
    }

    List<Finding> findings() {
        return requests.stream().map(this::finding).toList();
    }

    private Finding finding(Request request) {
        List<Finding.Chosen> chosen = chosen(request);
        Finding most = Optional.ofNullable(alone.get(request.service())).orElseThrow();
        double amount = allocation.amount(request);
        return new Finding(
                request.service(),
                request.need().deficit(),
                amount,
                most.maximum(),
                Math.max(amount, most.upperBound()),
                Optional.ofNullable(certificates.get(request.priority())).orElse(most.certificate()),
                chosen,
                whyNot(request, chosen));
    }

    private List<Finding.Chosen> chosen(Request request) {
        List<Request> before = requests.subList(0, requests.indexOf(request));
        List<Piece> pieces = new ArrayList<>();
        for (Request.Candidate candidate : request.candidates()) {
            Lender lender = lenders.get(candidate.server());
            Optional<Part> part = allocation.part(request, candidate.server());
            if (lender != null && part.isPresent()) {
                double available = allocation.available(lender, request, requests);
                pieces.addAll(pieces(
                        allocation.left(lender, before),
                        candidate,
                        part.get().containers(),
                        available,
                        request.need().containerLimit()));
            }
        }
        pieces.sort(MostAvailable.order(request));
        Map<ServerId, Double> sums = pieces.stream()
                .collect(Collectors.groupingBy(
                        p -> p.lender().server(), TreeMap::new, Collectors.summingDouble(Piece::amount)));
        return pieces.stream()
                .map(p -> SingleBorrowerFinder.chosen(p, amount(request, p, sums), request.need()))
                .toList();
    }

    /** What a server carries is divided between its containers by what they can carry. */
    private double amount(Request request, Piece piece, Map<ServerId, Double> sums) {
        ServerId server = piece.lender().server();
        double sum = sums.getOrDefault(server, 0.0);
        double amount = allocation.part(request, server).map(Part::amount).orElse(0.0);
        return sum > 0 ? amount * (piece.amount() / sum) : 0;
    }

    private static List<Piece> pieces(
            Lender lender, Request.Candidate candidate, int containers, double available, double containerLimit) {
        List<Piece> pieces = new ArrayList<>();
        double left = available;
        for (int number = 1; number <= containers; number++) {
            double amount = Math.min(containerLimit, left);
            pieces.add(new Piece(lender, candidate.standBys().get(number - 1), number, amount));
            left = Math.max(0, left - amount);
        }
        return pieces;
    }

    private Map<ServerId, Refusal> whyNot(Request request, List<Finding.Chosen> chosen) {
        Map<ServerId, Refusal> whyNot = new TreeMap<>(request.refused());
        Allowance allowance = new Allowance(request);
        chosen.forEach(c -> allowance.take(new Piece(c.lender(), c.container(), 1, c.available())));
        for (Request.Candidate candidate : request.candidates()) {
            Lender lender = lenders.get(candidate.server());
            if (lender != null && allocation.part(request, candidate.server()).isEmpty()) {
                whyNot.put(candidate.server(), refusal(request, candidate, lender, allowance));
            }
        }
        return whyNot;
    }

    private Refusal refusal(Request request, Request.Candidate candidate, Lender lender, Allowance allowance) {
        Request.Need need = request.need();
        List<Request> borrowers = allocation.borrowers(lender.server(), requests);
        Lender left = allocation.left(lender, borrowers);
        Set<ServiceId> others = borrowers.stream().map(Request::service).collect(Collectors.toCollection(TreeSet::new));
        Optional<Refusal> refusal = borrowers.stream()
                .filter(other -> Translation.areApart(request, other))
                .findFirst()
                .<Refusal>map(other -> new Refusal.KeptApart(request.service(), other.service()))
                .or(() -> Pieces.refusal(lender, need))
                .or(() -> Pieces.refusal(left, need).map(_ -> new Refusal.LentToOthers(others)))
                .or(() -> candidate.standBys().isEmpty()
                        ? Optional.of(new Refusal.NoStandBy(request.service()))
                        : Optional.empty());
        return refusal.orElseGet(() -> spare(request, candidate, left, allowance));
    }

    private Refusal spare(Request request, Request.Candidate candidate, Lender left, Allowance allowance) {
        double amount = Math.min(request.need().containerLimit(), request.need().carriedBy(left));
        Refusal notNeeded = new Refusal.NotNeeded(amount);
        Piece piece = new Piece(left, candidate.standBys().getFirst(), 1, amount);
        return allocation.satisfies(request)
                ? notNeeded
                : allowance.refusal(piece).orElse(notNeeded);
    }
}
