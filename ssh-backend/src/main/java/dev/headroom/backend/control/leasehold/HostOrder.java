package dev.headroom.backend.control.leasehold;

/**
 * What an operator orders of whichever master holds the lease of the hosts, from a computer whose master does not hold it.
 * The hosts keep the newest one beside the lease. Immutable. See decision 0116.
 *
 * @param number each order has a greater one than those that its author knew of, at least 1
 * @param author the name of the master, or of the command, by which it was given
 * @param verb what is ordered
 * @param by the operator and the computer, for people
 */
public record HostOrder(long number, String author, Verb verb, String by) {
    /** What is ordered. */
    public enum Verb {
        /** No step begins, and what runs stops. */
        HALT,
        /** A halt that an order brought about ends. */
        RESUME
    }

    /** What the holder of the lease did about an order. */
    public enum Note {
        /** It halted. */
        HALTED,
        /** It is halted, and was before, or an operator of its own halts it too: no order resumes it. */
        HALTED_ANYWAY,
        /** It goes on. */
        GOES_ON,
        /** It stays halted, for it was not halted by an order alone. */
        STAYS_HALTED
    }

    /** Whether this one counts, and {@code other} does not: the greater number, then the greater name. */
    public boolean isAfter(HostOrder other) {
        return number > other.number || (number == other.number && author.compareTo(other.author) > 0);
    }

    /** Whether both are the same order. */
    public boolean isSame(HostOrder other) {
        return number == other.number && author.equals(other.author);
    }
}
