package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.Spot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which part of a service's new connections each of its sites gets, by its weights. */
final class Shares {
    private final List<Site> sites;
    private final Map<DirectorId, Scheduler> schedulers;

    /**
     * Of one service.
     *
     * @param sites those between which its connections are shared
     * @param schedulers of its entry on each director that has one
     */
    Shares(List<Site> sites, Map<DirectorId, Scheduler> schedulers) {
        this.sites = List.copyOf(sites);
        this.schedulers = new TreeMap<>(schedulers);
    }

    /**
     * By site, 0..1. A director counts by the connections that it sends now; where none sends any, all count alike. Empty where
     * weights do not tell shares.
     */
    Map<Spot, Double> bySpot() {
        Map<Spot, Double> shares = new HashMap<>();
        double all = schedulers.keySet().stream().mapToDouble(this::rate).sum();
        schedulers.forEach((director, scheduler) -> {
            double part = all > 0 ? rate(director) / all : 1.0 / schedulers.size();
            Map<Spot, Double> pulls = pulls(director, scheduler);
            double sum = sum(pulls.values());
            pulls.forEach((spot, pull) -> shares.merge(spot, sum > 0 ? part * pull / sum : 0, Double::sum));
        });
        double told = sum(shares.values());
        shares.replaceAll((_, share) -> told > 0 ? share / told : 0);
        return shares;
    }

    private static double sum(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    private double rate(DirectorId director) {
        return sites.stream()
                .flatMap(site -> on(director, site).stream())
                .mapToDouble(Destination::connectionsPerSecond)
                .sum();
    }

    private static Optional<Destination> on(DirectorId director, Site site) {
        return Optional.ofNullable(site.entries().get(director));
    }

    /** What each site draws on {@code director}, in any unit; empty where it depends on how many connections there are. */
    private Map<Spot, Double> pulls(DirectorId director, Scheduler scheduler) {
        Map<Spot, Double> pulls = new HashMap<>();
        double greatest = sites.stream()
                .mapToDouble(site -> pull(director, scheduler, site))
                .max()
                .orElse(0);
        for (Site site : sites) {
            double pull = pull(director, scheduler, site);
            switch (scheduler.weightUse()) {
                case SHARE, BUCKETS, ZERO_OR_NOT -> pulls.put(site.spot(), pull);
                case PRIORITY -> pulls.put(site.spot(), pull == greatest ? pull : 0);
                case LIMIT -> {}
            }
        }
        return pulls;
    }

    private static double pull(DirectorId director, Scheduler scheduler, Site site) {
        return on(director, site)
                .map(d -> (double) scheduler.weightUse().pull(d.spec().weight()))
                .orElse(0.0);
    }
}
