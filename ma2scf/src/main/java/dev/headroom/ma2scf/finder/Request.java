package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One service that is short of capacity.
 *
 * @param priority the lowest number is served first
 * @param value what one connection is worth compared to one of another service of the same priority; above 0, finite
 * @param zones where it is served now: between equals, another zone wins
 * @param avoided zones to be used only when no other is left, because something failed there
 * @param candidates servers that may lend to it, in order of server
 * @param refused every other server, and why not
 */
public record Request(
        ServiceId service,
        int priority,
        double value,
        Need need,
        Limits limits,
        Set<ZoneId> zones,
        Set<ZoneId> avoided,
        List<Candidate> candidates,
        Map<ServerId, Refusal> refused) {

    public Request {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("The value (%s) must be a finite number above 0.".formatted(value));
        }
        zones = Collections.unmodifiableSet(new TreeSet<>(zones));
        avoided = Collections.unmodifiableSet(new TreeSet<>(avoided));
        candidates = candidates.stream()
                .sorted(Comparator.comparing(Candidate::server))
                .toList();
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
    }

    /** One without limits, worth as much as any. */
    public Request(
            ServiceId service,
            int priority,
            Need need,
            Set<ZoneId> zones,
            Set<ZoneId> avoided,
            List<Candidate> candidates,
            Map<ServerId, Refusal> refused) {
        this(service, priority, 1, need, Limits.NONE, zones, avoided, candidates, refused);
    }

    /** The same with other limits. */
    public Request with(Limits next) {
        return new Request(service, priority, value, need, next, zones, avoided, candidates, refused);
    }

    /** The same for another need. */
    public Request with(Need next) {
        return new Request(service, priority, value, next, limits, zones, avoided, candidates, refused);
    }

    /** The same with other servers to choose from. */
    public Request among(List<Candidate> others, Map<ServerId, Refusal> reasons) {
        return new Request(service, priority, value, need, limits, zones, avoided, others, reasons);
    }

    /** The same with another priority and value. */
    Request ranked(int otherPriority, double otherValue) {
        return new Request(service, otherPriority, otherValue, need, limits, zones, avoided, candidates, refused);
    }

    /** The same without the candidates that {@code excluded} names. */
    Request without(Predicate<ServerId> excluded) {
        List<Candidate> left =
                candidates.stream().filter(c -> !excluded.test(c.server())).toList();
        return new Request(service, priority, value, need, limits, zones, avoided, left, refused);
    }

    /**
     * How much is short.
     *
     * @param deficit connections a second, at least 0
     * @param unitCost cores for each connection a second, above 0
     * @param networkCost bytes a second for each connection a second; 0 where unknown
     * @param containerLimit connections a second that one container can carry, above 0; infinite where only the server limits it
     * @param footprint bytes of memory that a container takes whatever its load; 0 where unknown
     * @param atLeast containers to start even if fewer would cover the deficit; at least 0
     * @param leastAmount connections a second that a container must add to be worth a start; at least 0
     */
    public record Need(
            double deficit,
            double unitCost,
            double networkCost,
            double containerLimit,
            long footprint,
            int atLeast,
            double leastAmount) {
        public Need {
            notNegative("deficit", deficit);
            notNegative("unit cost", unitCost);
            notNegative("network cost", networkCost);
            notNegative("least amount", leastAmount);
            if (unitCost == 0) {
                throw new IllegalArgumentException("The unit cost (0.0) must be a finite number above 0.");
            }
            if (!(containerLimit > 0)) {
                throw new IllegalArgumentException(
                        "The container limit (%s) must be above 0.".formatted(containerLimit));
            }
            if (footprint < 0 || atLeast < 0) {
                throw new IllegalArgumentException("The footprint (%d) and the least count (%d) must not be negative."
                        .formatted(footprint, atLeast));
            }
        }

        /** Only processors and memory limit it, and every start is worth it. */
        public Need(double deficit, double unitCost, double containerLimit, long footprint, int atLeast) {
            this(deficit, unitCost, 0, containerLimit, footprint, atLeast, 0);
        }

        public Need withDeficit(double connectionsPerSecond) {
            return new Need(
                    connectionsPerSecond, unitCost, networkCost, containerLimit, footprint, atLeast, leastAmount);
        }

        public Need withNetworkCost(double bytes) {
            return new Need(deficit, unitCost, bytes, containerLimit, footprint, atLeast, leastAmount);
        }

        public Need withLeastAmount(double connectionsPerSecond) {
            return new Need(deficit, unitCost, networkCost, containerLimit, footprint, atLeast, connectionsPerSecond);
        }

        /** This need, where no container is believed to carry more than {@code limit} connections a second; above 0. */
        public Need atMost(double limit) {
            return new Need(
                    deficit, unitCost, networkCost, Math.min(containerLimit, limit), footprint, atLeast, leastAmount);
        }

        /** Connections a second that {@code lender} could carry, whatever the number of containers. */
        public double carriedBy(Lender lender) {
            double byCpu = lender.lendable().cpu() / unitCost;
            return lender.networkIsLimited() && networkCost > 0
                    ? Math.min(byCpu, lender.lendable().network() / networkCost)
                    : byCpu;
        }

        /** What is left of {@code lender} after one more container was lent, which will carry {@code amount} connections a second. */
        Lender takenFrom(Lender lender, double amount) {
            return lender.lending(new Resources(amount * unitCost, footprint, amount * networkCost));
        }

        private static void notNegative(String what, double value) {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException(
                        "The %s (%s) must be a finite number of at least 0.".formatted(what, value));
            }
        }
    }

    /**
     * How many containers may be started, and beside whom. What one server may start is said by the length of its
     * {@link Candidate#standBys}.
     *
     * @param atMost containers that may be started in all; at least 0
     * @param perZone containers that may serve in one zone, those that serve now included; at least 0
     * @param inZones containers that serve now, by zone; zones that are not named have none
     * @param apart services that must not be started on the same server
     */
    public record Limits(int atMost, int perZone, Map<ZoneId, Integer> inZones, Set<ServiceId> apart) {
        public static final Limits NONE = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Map.of(), Set.of());

        public Limits {
            if (atMost < 0 || perZone < 0 || inZones.values().stream().anyMatch(n -> n < 0)) {
                throw new IllegalArgumentException("The limits (%d in all, %d a zone, %s in use) must not be negative."
                        .formatted(atMost, perZone, inZones));
            }
            inZones = Collections.unmodifiableMap(new TreeMap<>(inZones));
            apart = Collections.unmodifiableSet(new TreeSet<>(apart));
        }

        /** Containers that may still be started in {@code zone}. */
        public int leftIn(ZoneId zone) {
            return Math.max(0, perZone - inZones.getOrDefault(zone, 0));
        }
    }

    /**
     * One server that may lend.
     *
     * @param standBys its stopped stand-by containers for the service that may be started, in order of name
     */
    public record Candidate(ServerId server, List<ContainerId> standBys) {
        public Candidate {
            standBys = standBys.stream().sorted().toList();
        }
    }
}
