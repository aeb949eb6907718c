package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.memory.SeenLimit;
import dev.headroom.ma2scf.sharing.memory.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Remembers at which rate a container has shown the {@link Signs} that it can serve no more. That rate is never lowered: what it gets
 * less of since is our doing, and if the sign stays, load was not its cause. See decision 0071.
 */
final class StrainWatch {
    /** A sign that is told later than so belongs to another rate than that of now. */
    private static final Duration FRESH = Duration.ofSeconds(2);
    /** What serves so much more without a sign was limited by something that has passed. */
    private static final double PROOF = 1.1;

    private final ServiceView view;
    private final SharingPolicy policy;
    private final Instant now;
    private final Predicate<ContainerId> isNew;
    private final Duration hold;

    /** @param isNew whether it is a loan that has just begun: what starts waits, and its queue is full */
    StrainWatch(ServiceView view, SharingPolicy policy, Instant now, Predicate<ContainerId> isNew) {
        this.view = view;
        this.policy = policy;
        this.now = now;
        this.isNew = isNew;
        this.hold = policy.holds().overload();
    }

    /**
     * Brings {@code strains} up to date with this look. A reading that is repeated counts once, and one that is missing says nothing.
     *
     * @param settled whether the last plan on the service has ended: what was read before says nothing of the time after
     */
    void sample(SortedMap<ContainerId, Series> strains, boolean settled) {
        for (Site site : view.sites()) {
            site.known().ifPresent(known -> {
                ContainerId id = known.container().id();
                Series last = strains.getOrDefault(id, Series.NONE);
                strains.put(id, settled && !hasStopped(known.container()) ? sampled(last, site, known) : Series.NONE);
            });
        }
    }

    private Series sampled(Series last, Site site, Site.Carrier.Known known) {
        Container container = known.container();
        Instant at = now.minus(container.strain().age());
        Optional<Double> severity = site.is(Site.State.SERVING) && hasTimeLeft(known) && !isNew.test(container.id())
                ? Signs.severity(container.strain(), view.rateOf(site), policy.pressureAt())
                : Optional.empty();
        boolean isFresh = container.strain().age().compareTo(FRESH) <= 0 && !last.has(at);
        return severity.filter(_ -> isFresh)
                .map(value -> last.seen(new Series.Sample(at, value), hold))
                .orElseGet(() -> last.missed(hold, now));
    }

    /** On a server that is in use altogether everything waits and every queue is full: what its processors carry is known without that. */
    private boolean hasTimeLeft(Site.Carrier.Known known) {
        return known.server()
                .load()
                .fresh()
                .filter(load -> load.cpu().compareTo(policy.overloadAt()) <= 0)
                .isPresent();
    }

    private static boolean hasStopped(Container container) {
        return !container.isRunning() && container.state() != ContainerState.UNKNOWN;
    }

    /**
     * What is remembered after this look.
     *
     * @param strains as {@link #sample} has left them
     */
    SortedMap<ContainerId, SeenLimit> limits(
            SortedMap<ContainerId, SeenLimit> before, SortedMap<ContainerId, Series> strains) {
        SortedMap<ContainerId, SeenLimit> next = new TreeMap<>(before);
        if (view.sites().stream().noneMatch(Site::isLoan)) {
            next.values().removeIf(limit -> limit.isForgotten(now));
        }
        for (Site site : view.sites()) {
            site.known().map(Site.Carrier.Known::container).ifPresent(container -> {
                Optional<SeenLimit> limit =
                        limit(site, container, Optional.ofNullable(next.remove(container.id())), strains);
                limit.ifPresent(seen -> next.put(container.id(), seen));
            });
        }
        return next;
    }

    private Optional<SeenLimit> limit(
            Site site, Container container, Optional<SeenLimit> last, SortedMap<ContainerId, Series> strains) {
        double rate = view.rateOf(site);
        Series strain = strains.getOrDefault(container.id(), Series.NONE);
        if (hasStopped(container)) {
            return Optional.empty();
        }
        if (last.isEmpty()) {
            return strain.isAbove(Signs.LIMIT, hold) && rate > 0
                    ? Signs.sentence(container.strain(), rate, policy.pressureAt())
                            .map(sign -> new SeenLimit(rate, sign, now))
                    : Optional.empty();
        }
        boolean isCalm = strain.isWithin(Signs.LIMIT, hold);
        return last.filter(limit -> !(isCalm && rate > limit.rate() * PROOF))
                .map(limit -> isCalm && rate > limit.rate() ? new SeenLimit(rate, limit.sign(), limit.at()) : limit);
    }
}
