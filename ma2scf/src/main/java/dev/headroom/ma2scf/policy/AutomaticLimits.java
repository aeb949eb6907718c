package dev.headroom.ma2scf.policy;

import dev.headroom.ma2scf.model.ServiceId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How far automatic mode may go by itself. What exceeds it waits for an operator, who is bound by none of it.
 *
 * @param plansPerHour the most plans that it may begin within an hour in the whole cluster; at least 1
 * @param plansPerHourOfService the same for one service that says nothing else; at least 1
 * @param upTo the least urgent plans that it may begin for a service that says nothing else
 * @param notifyBefore how long a proposal must have been open before it begins by itself; not negative
 * @param notifyBeforeFaults the same for an answer to a fault
 * @param services what single services say of themselves
 */
public record AutomaticLimits(
        int plansPerHour,
        int plansPerHourOfService,
        Ceiling upTo,
        Duration notifyBefore,
        Duration notifyBeforeFaults,
        Map<ServiceId, OfService> services) {
    /** No limit: whatever is proposed begins at once. */
    public static final AutomaticLimits NONE = new AutomaticLimits(
            Integer.MAX_VALUE, Integer.MAX_VALUE, Ceiling.ALL, Duration.ZERO, Duration.ZERO, Map.of());

    /** What holds where a cluster file says nothing: more than any load has needed that was played so far. */
    public static final AutomaticLimits USUAL =
            new AutomaticLimits(120, 40, Ceiling.ALL, Duration.ZERO, Duration.ZERO, Map.of());

    public AutomaticLimits {
        refuseUnlessPositive("plansPerHour", plansPerHour);
        refuseUnlessPositive("plansPerHourOfService", plansPerHourOfService);
        services = Map.copyOf(services);
    }

    /** The least urgent plans that automatic mode may begin; each allows what the ones before it allow. */
    public enum Ceiling {
        /** Answers to faults only. */
        FAULTS(0),
        /** And what takes loans back that are needed, or restores. */
        RECALLS(1),
        /** And new loans, and what leaves servers in maintenance. */
        LOANS(2),
        /** And better places and weights for loans that run. */
        BALANCE(3),
        /** And giving back. */
        ALL(4);

        private final int rank;

        Ceiling(int rank) {
            this.rank = rank;
        }

        /** Whether it allows plans of that rank of urgency; 0 is an answer to a fault. */
        public boolean allows(int urgency) {
            return urgency <= rank;
        }
    }

    /**
     * What a service says of itself.
     *
     * @param plansPerHour empty: as the policy says
     * @param upTo empty: as the policy says
     */
    public record OfService(Optional<Integer> plansPerHour, Optional<Ceiling> upTo) {
        /** It says nothing. */
        public static final OfService NOTHING = new OfService(Optional.empty(), Optional.empty());

        public OfService {
            plansPerHour.ifPresent(most -> refuseUnlessPositive("plansPerHour", most));
        }
    }

    public AutomaticLimits with(Map<ServiceId, OfService> next) {
        return new AutomaticLimits(plansPerHour, plansPerHourOfService, upTo, notifyBefore, notifyBeforeFaults, next);
    }

    public int plansPerHour(ServiceId service) {
        return of(service).plansPerHour().orElse(plansPerHourOfService);
    }

    public Ceiling upTo(ServiceId service) {
        return of(service).upTo().orElse(upTo);
    }

    private OfService of(ServiceId service) {
        return services.getOrDefault(service, OfService.NOTHING);
    }

    private static void refuseUnlessPositive(String field, int most) {
        if (most < 1) {
            throw new PolicyMistake(field, "%s (%d) must be at least 1.".formatted(field, most));
        }
    }
}
