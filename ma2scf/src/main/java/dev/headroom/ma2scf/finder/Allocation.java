package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who gets what from whom, while it is being decided. Immutable.
 *
 * @param parts by service, then by server
 */
record Allocation(SortedMap<ServiceId, SortedMap<ServerId, Part>> parts) {
    static final Allocation NOTHING = new Allocation(new TreeMap<>());

    /**
     * What one server gives to one service.
     *
     * @param containers to start there, at least 1
     * @param amount what all of them carry, connections a second
     */
    record Part(int containers, double amount) {
        Part atMost(int most, Request.Need need) {
            int left = Math.min(most, containers);
            return new Part(left, Math.min(amount, left * need.containerLimit()));
        }

        /** What is left of {@code lender} after this was lent. */
        Lender takenFrom(Lender lender, Request.Need need) {
            Lender left = lender;
            for (int n = 0; n < containers; n++) {
                left = need.takenFrom(left, amount / containers);
            }
            return left;
        }
    }

    Allocation {
        SortedMap<ServiceId, SortedMap<ServerId, Part>> copy = new TreeMap<>();
        parts.forEach((service, of) -> copy.put(service, Collections.unmodifiableSortedMap(new TreeMap<>(of))));
        parts = Collections.unmodifiableSortedMap(copy);
    }

    static Allocation of(List<Finding> findings) {
        SortedMap<ServiceId, SortedMap<ServerId, Part>> parts = new TreeMap<>();
        for (Finding finding : findings) {
            SortedMap<ServerId, Part> of = new TreeMap<>();
            for (Finding.Chosen chosen : finding.chosen()) {
                of.merge(
                        chosen.container().server(),
                        new Part(1, chosen.amount()),
                        (a, b) -> new Part(a.containers() + b.containers(), a.amount() + b.amount()));
            }
            parts.put(finding.service(), of);
        }
        return new Allocation(parts);
    }

    /** This, and {@code other}, which has other services. */
    Allocation and(Allocation other) {
        SortedMap<ServiceId, SortedMap<ServerId, Part>> both = new TreeMap<>(parts);
        both.putAll(other.parts);
        return new Allocation(both);
    }

    SortedMap<ServerId, Part> of(Request request) {
        return parts.getOrDefault(request.service(), Collections.emptySortedMap());
    }

    Optional<Part> part(Request request, ServerId server) {
        return Optional.ofNullable(of(request).get(server));
    }

    double amount(Request request) {
        double sum = of(request).values().stream().mapToDouble(Part::amount).sum();
        return Math.min(sum, request.need().deficit());
    }

    int starts(Request request) {
        return of(request).values().stream().mapToInt(Part::containers).sum();
    }

    /** Whether nothing more is to be found for {@code request}. */
    boolean satisfies(Request request) {
        return Selection.closes(amount(request), request.need())
                && starts(request) >= request.need().atLeast();
    }

    /** {@code lender} after all {@code borrowers} took theirs. */
    Lender left(Lender lender, List<Request> borrowers) {
        Lender left = lender;
        for (Request borrower : borrowers) {
            Optional<Part> part = part(borrower, lender.server());
            if (part.isPresent()) {
                left = part.get().takenFrom(left, borrower.need());
            }
        }
        return left;
    }

    /** Those of {@code requests} that get something from {@code server}. */
    List<Request> borrowers(ServerId server, List<Request> requests) {
        return requests.stream().filter(r -> of(r).containsKey(server)).toList();
    }

    /** Each server of {@code lenders} after all {@code borrowers} took theirs. */
    Map<ServerId, Lender> left(Map<ServerId, Lender> lenders, List<Request> borrowers) {
        Map<ServerId, Lender> left = new TreeMap<>();
        lenders.forEach((server, lender) -> left.put(server, left(lender, borrowers)));
        return left;
    }

    /**
     * Connections a second that the containers of {@code request} on {@code lender} could carry. What is free there is
     * divided between the borrowers, so that all of them together never take of the reserve: each gets what it needs to be
     * worth its start, then all the same part of the rest.
     */
    double available(Lender lender, Request request, List<Request> requests) {
        Part own = part(request, lender.server()).orElse(new Part(0, 0));
        List<Request> borrowers = borrowers(lender.server(), requests);
        double most = own.containers() * request.need().containerLimit();
        if (borrowers.size() < 2) {
            return Math.min(request.need().carriedBy(lender), most);
        }
        Lender left = left(lender, borrowers);
        double amount = own.amount();
        for (Request borrower : borrowers) {
            Request.Need need = borrower.need();
            double has = part(borrower, lender.server()).map(Part::amount).orElse(0.0);
            double more = Math.clamp(Pieces.least(need) - has, 0, need.carriedBy(left));
            left = left.sparing(more * need.unitCost(), more * need.networkCost());
            amount += borrower.equals(request) ? more : 0;
        }
        return Math.min(amount + request.need().carriedBy(left) / borrowers.size(), most);
    }

    /**
     * This, but where {@code request} could not carry enough on {@code lender} to be worth its start, the least important of
     * those that are less important gives what is missing.
     *
     * @param requests in order of priority
     */
    Allocation spared(Lender lender, Request request, List<Request> requests) {
        List<Request> lower = borrowers(lender.server(), requests).stream()
                .filter(other -> other.priority() > request.priority())
                .toList();
        double missing = Pieces.least(request.need()) - available(lender, request, requests);
        if (lower.isEmpty() || part(request, lender.server()).isEmpty() || missing <= 0) {
            return this;
        }
        Request giver = lower.getLast();
        double cores = missing * request.need().unitCost() * (1 + Selection.TOLERANCE);
        SortedMap<ServerId, Part> left = new TreeMap<>(of(giver));
        left.computeIfPresent(
                lender.server(),
                (_, part) -> new Part(
                        part.containers(),
                        Math.max(0, part.amount() - cores / giver.need().unitCost())));
        SortedMap<ServiceId, SortedMap<ServerId, Part>> next = new TreeMap<>(parts);
        next.put(giver.service(), left);
        return new Allocation(next);
    }
}
