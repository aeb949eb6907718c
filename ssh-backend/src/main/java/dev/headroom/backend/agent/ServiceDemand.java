package dev.headroom.backend.agent;

import dev.headroom.backend.agent.Assembly.DemandKey;
import dev.headroom.backend.agent.Assembly.DemandSample;
import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The demand for each service, made of what its directors measured.
 *
 * @param previous the snapshot before, for what is not measured now
 * @param directors with their tables aged as of now
 * @param listed the services in the table of each
 * @param demands what each director last measured for each virtual service
 */
record ServiceDemand(
        ClusterSnapshot previous,
        List<Director> directors,
        Map<DirectorId, Set<VirtualAddress>> listed,
        Map<DemandKey, DemandSample> demands,
        Aging aging) {

    static ServiceDemand of(
            ClusterSnapshot previous, List<Director> directors, Map<DemandKey, DemandSample> demands, Aging aging) {
        Map<DirectorId, Set<VirtualAddress>> listed = new HashMap<>();
        directors.forEach(director -> listed.put(
                director.id(),
                director.table().lastKnown().stream()
                        .flatMap(table -> table.entries().stream())
                        .map(TableEntry::address)
                        .collect(Collectors.toUnmodifiableSet())));
        return new ServiceDemand(previous, directors, listed, demands, aging);
    }

    /** Whether a value that directors measured is stale for all directors, the slowest included. */
    private boolean isOld(Instant at) {
        return directors.stream().allMatch(director -> aging.isOld(director.id(), at));
    }

    /**
     * The demand for a service. New connections per second are the sum over the directors with a fresh table;
     * each of them that has the service must have measured it. Of active connections that may be copies of
     * another director's the largest count is taken, never the sum.
     */
    Reading<Demand> of(ServiceDefinition service) {
        List<DirectorId> measuring = directors.stream()
                .filter(d -> d.table().fresh().isPresent()
                        && (listed.getOrDefault(d.id(), Set.of()).contains(service.address())
                                || !d.unreadOf(service.address()).isEmpty()))
                .map(Director::id)
                .toList();
        List<DemandSample> samples = measuring.stream()
                .flatMap(id -> Optional.ofNullable(demands.get(new DemandKey(id, service.address())))
                        .filter(sample -> !aging.isOld(id, sample.at()))
                        .stream())
                .toList();
        if (!measuring.isEmpty() && samples.size() == measuring.size()) {
            Demand sum = new Demand(
                    samples.stream()
                            .mapToDouble(s -> s.demand().connectionsPerSecond())
                            .sum(),
                    activeConnections(samples));
            Instant oldest = samples.stream()
                    .map(DemandSample::at)
                    .min(Instant::compareTo)
                    .orElse(aging.now());
            return new Reading.Fresh<>(sum, oldest);
        }
        Reading<Demand> known = previous.service(service.id())
                .map(VirtualService::demand)
                .orElseGet(() -> new Reading.Missing<>("Not read yet."));
        return unmeasured(known, measuring.isEmpty());
    }

    private static long activeConnections(List<DemandSample> samples) {
        long own = 0;
        long copied = 0;
        for (DemandSample sample : samples) {
            long active = sample.demand().activeConnections();
            own += sample.copies() ? 0 : active;
            copied = sample.copies() ? Math.max(copied, active) : copied;
        }
        return Math.max(own, copied);
    }

    private Reading<Demand> unmeasured(Reading<Demand> known, boolean nowhere) {
        String reason = nowhere
                ? "No director that reports has this virtual service."
                : "A rate needs two reports of each director.";
        return switch (known) {
            case Reading.Fresh<Demand>(Demand value, Instant at)
            when isOld(at) -> new Reading.Stale<>(value, at, reason);
            case Reading.Fresh<Demand> fresh -> fresh;
            case Reading.Stale<Demand>(Demand value, Instant at, var _) -> new Reading.Stale<>(value, at, reason);
            case Reading.Missing<Demand> _ -> new Reading.Missing<>(reason);
        };
    }
}
