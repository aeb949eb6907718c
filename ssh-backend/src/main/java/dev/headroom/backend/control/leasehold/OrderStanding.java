package dev.headroom.backend.control.leasehold;

/**
 * How far an operator's order to the holder of the lease has come. Immutable.
 *
 * @param state where it stands
 * @param sentence what is known of it, for people; empty for {@link State#NONE}
 */
public record OrderStanding(State state, String sentence) {
    /** Nothing was ordered, or nothing had to be. */
    public static final OrderStanding NONE = new OrderStanding(State.NONE, "");

    /** Where an order stands. */
    public enum State {
        NONE,
        /** It is not known whether the holder has taken note. */
        UNKNOWN,
        /** What was ordered is done. */
        DONE,
        /** The holder answered that it does not do it, or a later order says otherwise. */
        REFUSED
    }
}
