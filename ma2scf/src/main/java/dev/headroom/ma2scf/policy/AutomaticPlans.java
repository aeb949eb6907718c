package dev.headroom.ma2scf.policy;

import dev.headroom.ma2scf.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What automatic mode has begun within the last hour, against its limits. Immutable.
 *
 * @param begun plans that count against the budgets, oldest first
 */
public record AutomaticPlans(AutomaticLimits limits, List<Begun> begun) {
    private static final Duration HOUR = Duration.ofHours(1);

    public static final AutomaticPlans NONE = new AutomaticPlans(AutomaticLimits.NONE, List.of());

    public AutomaticPlans {
        begun = List.copyOf(begun);
    }

    /** A plan that automatic mode has begun. */
    public record Begun(ServiceId service, Instant at) {}

    /**
     * A budget that is used up.
     *
     * @param service whose it is; empty for the whole cluster's
     * @param most plans an hour
     * @param until when automatic mode may begin the next
     */
    public record Spent(Optional<ServiceId> service, int most, Instant until) {}

    /** With one more; those of more than an hour ago are forgotten. */
    public AutomaticPlans begun(ServiceId service, Instant at) {
        List<Begun> next = new ArrayList<>(begun);
        next.removeIf(before -> !counts(before, at));
        next.add(new Begun(service, at));
        return new AutomaticPlans(limits, next);
    }

    public AutomaticPlans with(AutomaticLimits next) {
        return new AutomaticPlans(next, begun);
    }

    /** Without those of more than an hour before {@code now}. */
    public AutomaticPlans at(Instant now) {
        return new AutomaticPlans(
                limits, begun.stream().filter(before -> counts(before, now)).toList());
    }

    /** How many it has begun within the hour before {@code now}. */
    public long count(Instant now) {
        return begun.stream().filter(before -> counts(before, now)).count();
    }

    /** The budget that keeps it from beginning a plan for {@code service}; of two, the one that lasts longer. */
    public Optional<Spent> spent(ServiceId service, Instant now) {
        Optional<Spent> cluster = spent(now);
        Optional<Spent> own = spentBy(service, now);
        return cluster.isPresent()
                        && own.filter(o -> o.until().isAfter(cluster.get().until()))
                                .isEmpty()
                ? cluster
                : own;
    }

    /** The budget of the whole cluster, if it is used up. */
    public Optional<Spent> spent(Instant now) {
        return until(_ -> true, limits.plansPerHour(), now)
                .map(until -> new Spent(Optional.empty(), limits.plansPerHour(), until));
    }

    /** The budget of {@code service} itself, if it is used up. */
    public Optional<Spent> spentBy(ServiceId service, Instant now) {
        int most = limits.plansPerHour(service);
        return until(before -> before.service().equals(service), most, now)
                .map(until -> new Spent(Optional.of(service), most, until));
    }

    private Optional<Instant> until(Predicate<Begun> which, int most, Instant now) {
        List<Begun> counted = begun.stream()
                .filter(before -> which.test(before) && counts(before, now))
                .toList();
        return counted.size() < most
                ? Optional.empty()
                : Optional.of(counted.get(counted.size() - most).at().plus(HOUR));
    }

    private static boolean counts(Begun before, Instant now) {
        return now.isBefore(before.at().plus(HOUR));
    }
}
