package dev.headroom.ma2scf.model;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where and how often a service may be served. Everything is optional: {@link #NONE} forbids nothing.
 *
 * @param maximum containers in all, home containers included; at least 1
 * @param perServer containers on one real server; at least 1
 * @param perZone containers in one zone; at least 1
 * @param containerLimit connections a second that one container can carry, whatever its server has; above 0
 * @param allowedLenders the only servers that may lend to it; empty for all
 * @param forbiddenLenders servers that must not lend to it
 * @param apart services it never shares a real server with; holds in both directions
 */
public record ServiceLimits(
        Optional<Integer> maximum,
        Optional<Integer> perServer,
        Optional<Integer> perZone,
        Optional<Double> containerLimit,
        Set<ServerId> allowedLenders,
        Set<ServerId> forbiddenLenders,
        Set<ServiceId> apart) {

    public static final ServiceLimits NONE = new ServiceLimits(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Set.of(), Set.of());

    public ServiceLimits {
        atLeastOne("maximum", maximum);
        atLeastOne("maximum per server", perServer);
        atLeastOne("maximum per zone", perZone);
        containerLimit.ifPresent(limit -> {
            if (!(limit > 0) || limit.isInfinite()) {
                throw new IllegalArgumentException(
                        "The container limit (%s) must be a finite number above 0.".formatted(limit));
            }
        });
        allowedLenders = Collections.unmodifiableSet(new TreeSet<>(allowedLenders));
        forbiddenLenders = Collections.unmodifiableSet(new TreeSet<>(forbiddenLenders));
        apart = Collections.unmodifiableSet(new TreeSet<>(apart));
        for (ServerId server : allowedLenders) {
            if (forbiddenLenders.contains(server)) {
                throw new IllegalArgumentException(
                        "The server '%s' cannot be both an allowed and a forbidden lender.".formatted(server));
            }
        }
    }

    private static void atLeastOne(String what, Optional<Integer> count) {
        count.filter(n -> n < 1).ifPresent(n -> {
            throw new IllegalArgumentException("The %s (%d) must be at least 1.".formatted(what, n));
        });
    }

    /** Whether {@code server} is among those that may lend, as far as these lists say. */
    public boolean mayLend(ServerId server) {
        return !forbiddenLenders.contains(server) && (allowedLenders.isEmpty() || allowedLenders.contains(server));
    }

    public ServiceLimits withMaximum(int most) {
        return new ServiceLimits(
                Optional.of(most), perServer, perZone, containerLimit, allowedLenders, forbiddenLenders, apart);
    }

    public ServiceLimits withPerServer(int most) {
        return new ServiceLimits(
                maximum, Optional.of(most), perZone, containerLimit, allowedLenders, forbiddenLenders, apart);
    }

    public ServiceLimits withPerZone(int most) {
        return new ServiceLimits(
                maximum, perServer, Optional.of(most), containerLimit, allowedLenders, forbiddenLenders, apart);
    }

    public ServiceLimits withContainerLimit(double connectionsPerSecond) {
        return new ServiceLimits(
                maximum,
                perServer,
                perZone,
                Optional.of(connectionsPerSecond),
                allowedLenders,
                forbiddenLenders,
                apart);
    }

    public ServiceLimits withAllowedLenders(Set<ServerId> servers) {
        return new ServiceLimits(maximum, perServer, perZone, containerLimit, servers, forbiddenLenders, apart);
    }

    public ServiceLimits withForbiddenLenders(Set<ServerId> servers) {
        return new ServiceLimits(maximum, perServer, perZone, containerLimit, allowedLenders, servers, apart);
    }

    public ServiceLimits withApart(Set<ServiceId> services) {
        return new ServiceLimits(
                maximum, perServer, perZone, containerLimit, allowedLenders, forbiddenLenders, services);
    }
}
