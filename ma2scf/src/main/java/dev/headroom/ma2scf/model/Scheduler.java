package dev.headroom.ma2scf.model;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The scheduler of a virtual service, and what a weight means to it. Source of the meanings: the kernel's {@code net/netfilter/ipvs/ip_vs_*.c}.
 *
 * @param name as the kernel spells it: {@code wrr}, {@code wlc}, {@code sh}, …
 * @param flags such as {@code sh-fallback}; in name order
 */
public record Scheduler(String name, Set<String> flags) {
    /** Buckets of {@code sh}, {@code SH_TAB_BITS = 8}: each destination takes as many as its weight says, until none is left. */
    private static final int SOURCE_HASH_BUCKETS = 256;

    public Scheduler {
        Names.checked("scheduler", name);
        flags = Collections.unmodifiableSet(new TreeSet<>(flags));
    }

    public static Scheduler of(String name) {
        return new Scheduler(name, Set.of());
    }

    /** What a change of weight does to new connections. */
    public enum WeightUse {
        /** Share of new connections grows with the weight. */
        SHARE,
        /** Only zero or not zero matters. */
        ZERO_OR_NOT,
        /** Hash buckets: any change moves clients between destinations. */
        BUCKETS,
        /** Limit of active connections; the highest fills first. */
        LIMIT,
        /** The highest weight wins everything. */
        PRIORITY;

        /** What a destination of {@code weight} draws of new connections, beside others of the same service; in any unit. */
        public int pull(Weight weight) {
            return this == ZERO_OR_NOT ? Math.min(1, weight.value()) : weight.value();
        }
    }

    public WeightUse weightUse() {
        return switch (name) {
            case "rr", "lc" -> WeightUse.ZERO_OR_NOT;
            case "sh", "dh", "mh" -> WeightUse.BUCKETS;
            case "ovf" -> WeightUse.LIMIT;
            case "fo" -> WeightUse.PRIORITY;
            default -> WeightUse.SHARE;
        };
    }

    /**
     * Whether clients hashed to a destination of weight 0 are refused instead of going elsewhere: such a service cannot be drained
     * safely. {@code dh} has no fallback at all.
     */
    public boolean quiesceRefusesClients() {
        return switch (name) {
            case "sh", "mh" -> !flags.contains(name + "-fallback");
            case "dh" -> true;
            default -> false;
        };
    }

    /** Whether a destination listed after others of {@code weight} together would get no client at all. */
    public boolean leavesNothingBeside(int weight) {
        return name.equals("sh") && weight >= SOURCE_HASH_BUCKETS;
    }
}
