package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.memory.Samples;
import dev.headroom.ma2scf.sharing.memory.SeenLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Learns what the containers of one service can carry, from the {@link Signs} that they can serve no more. See decision 0071. */
final class StrainWatch {
    /** What serves so much more than its limit, and shows no sign of strain, was limited by something that has passed. */
    private static final double PROOF = 1.1;

    private final ServiceView view;
    private final SharingPolicy policy;
    private final Instant now;
    private final Duration hold;

    StrainWatch(ServiceView view, SharingPolicy policy, Instant now) {
        this.view = view;
        this.policy = policy;
        this.now = now;
        this.hold = policy.holds().overload();
    }

    /** The samples after this look. A reading that is repeated counts once, and one that is missing says nothing. */
    Samples<ContainerId> samples(Samples<ContainerId> before) {
        Samples<ContainerId> next = before;
        for (Site site : view.sites()) {
            Optional<Site.Carrier.Known> known = site.known();
            if (known.isPresent()) {
                next = looked(next, site, known.get());
            }
        }
        return next;
    }

    private Samples<ContainerId> looked(Samples<ContainerId> before, Site site, Site.Carrier.Known known) {
        Container container = known.container();
        if (hasStopped(container)) {
            return before.without(container.id());
        }
        Optional<Double> severity = site.is(Site.State.SERVING) && hasTimeLeft(known)
                ? severity(site, container.strain())
                : Optional.empty();
        return severity.map(
                        value -> new Samples.Sample(now.minus(container.strain().age()), value))
                .map(sample -> before.seen(container.id(), sample, hold))
                .orElseGet(() -> before.missed(container.id(), hold, now));
    }

    /** On a server that is in use altogether everything waits and every queue is full: what its processors carry is known without that. */
    private boolean hasTimeLeft(Site.Carrier.Known known) {
        return known.server()
                .load()
                .fresh()
                .filter(load -> load.cpu().compareTo(policy.overloadAt()) <= 0)
                .isPresent();
    }

    private Optional<Double> severity(Site site, Strain strain) {
        return Signs.severity(strain, view.rateOf(site), policy.pressureAt());
    }

    private static boolean hasStopped(Container container) {
        return !container.isRunning() && container.state() != ContainerState.UNKNOWN;
    }

    /**
     * The limits after this look.
     *
     * @param strains as {@link #samples} has them
     */
    SortedMap<ContainerId, SeenLimit> limits(SortedMap<ContainerId, SeenLimit> before, Samples<ContainerId> strains) {
        SortedMap<ContainerId, SeenLimit> next = new TreeMap<>(before);
        next.values().removeIf(limit -> limit.isForgotten(now));
        for (Site site : view.sites()) {
            site.known().ifPresent(known -> {
                Container container = known.container();
                if (hasStopped(container) || isDisproved(site, container.id(), next, strains)) {
                    next.remove(container.id());
                }
                if (site.is(Site.State.SERVING)) {
                    seen(site, container, strains)
                            .ifPresent(limit -> next.merge(
                                    container.id(), limit, (last, newest) -> last.isAsGoodAs(newest) ? last : newest));
                }
            });
        }
        return next;
    }

    /** What it can carry, if it has shown for the hold time that it can serve no more. */
    private Optional<SeenLimit> seen(Site site, Container container, Samples<ContainerId> strains) {
        double served = view.rateOf(site) - container.strain().overflows().orElse(0.0);
        return strains.isAbove(container.id(), Signs.LIMIT, hold) && served > 0
                ? Signs.sentence(container.strain(), view.rateOf(site), policy.pressureAt())
                        .map(sign -> new SeenLimit(served, sign, now))
                : Optional.empty();
    }

    private boolean isDisproved(
            Site site, ContainerId container, SortedMap<ContainerId, SeenLimit> limits, Samples<ContainerId> strains) {
        return Optional.ofNullable(limits.get(container))
                .filter(limit -> view.rateOf(site) > limit.rate() * PROOF)
                .filter(_ -> strains.isWithin(container, Signs.LIMIT, hold))
                .isPresent();
    }
}
