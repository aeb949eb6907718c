package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.finder.Finding.Chosen;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says for each server that was not chosen what the smallest change is that would have chosen it. Pure. Each remedy with a
 * number was tried: {@link SingleBorrowerFinder} chooses the server after that change.
 *
 * <p>Each refused server costs a few runs of the finder, so remedies are made for plans that are shown, not for each reading.
 */
public final class Remedies {
    private static final int MOST_TRIED = 10;

    private Remedies() {}

    /**
     * For one service alone.
     *
     * @param lenders what each server can lend to this service: what others were given is taken off already
     * @param finding the answer to {@code request}
     * @return one for each server of {@link Finding#whyNot}
     */
    public static SortedMap<ServerId, Remedy> of(Request request, List<Lender> lenders, Finding finding) {
        return of(request, lenders, finding, finding, Integer.MAX_VALUE);
    }

    private static SortedMap<ServerId, Remedy> of(
            Request request, List<Lender> lenders, Finding finding, Finding before, int mostTried) {
        SortedMap<ServerId, Remedy> remedies = new TreeMap<>();
        finding.whyNot().forEach((server, refusal) -> {
            if (refusal instanceof Refusal.Obstacle obstacle) {
                remedies.put(server, ObstacleRemedies.removal(obstacle));
            }
        });
        Map<ServerId, Double> cpu = lenders.stream()
                .collect(Collectors.toMap(Lender::server, l -> l.lendable().cpu()));
        List<ServerId> open = finding.whyNot().keySet().stream()
                .filter(server -> !remedies.containsKey(server))
                .sorted(Comparator.<ServerId>comparingDouble(server -> -cpu.getOrDefault(server, 0.0))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(mostTried)
                .toList();
        if (!open.isEmpty()) {
            RemedySearch search = new RemedySearch(request, lenders, before);
            for (ServerId server : open) {
                Optional.ofNullable(finding.whyNot().get(server))
                        .ifPresent(refusal -> remedies.put(server, search.remedy(server, refusal)));
            }
        }
        return Collections.unmodifiableSortedMap(remedies);
    }

    /**
     * For one of several services: what the others were given stays theirs. Only the {@value #MOST_TRIED} refused servers that
     * can lend the most cores are tried, so that a plan for a large cluster is not kept waiting.
     *
     * @param requests all that were asked together, {@code request} among them
     * @param lenders as they were before anything was lent
     * @param findings the answers, by service
     * @return none for servers that were not tried
     */
    public static SortedMap<ServerId, Remedy> ofMostAvailable(
            Request request, List<Request> requests, List<Lender> lenders, Map<ServiceId, Finding> findings) {
        Finding own = findings.get(request.service());
        if (own == null) {
            return new TreeMap<>();
        }
        SortedMap<ServerId, Lender> left = new TreeMap<>();
        lenders.forEach(lender -> left.put(lender.server(), lender));
        for (Request other : requests) {
            Finding given = findings.get(other.service());
            if (given != null && !other.service().equals(request.service())) {
                for (Chosen chosen : given.chosen()) {
                    left.computeIfPresent(
                            chosen.lender().server(),
                            (_, lender) -> other.need().takenFrom(lender, chosen.amount()));
                }
            }
        }
        List<Lender> free = List.copyOf(left.values());
        Finding before = requests.size() == 1
                ? own
                : new SingleBorrowerFinder().find(List.of(request), free).getFirst();
        return of(request, free, own, before, MOST_TRIED);
    }
}
