package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.policy.SharingPolicy;

/** How loaded a real server is, as one word for a badge. Said only of a current reading. */
public enum ServerCondition {
    /** Far from the threshold at which services borrow. */
    CALM,
    /** In the upper half between the threshold of giving back and that of borrowing. */
    WARM,
    /** Above the threshold of borrowing, or with nothing left. */
    HOT;

    /** From here on it is shown as 100 %, and nothing of it is left. */
    private static final double FULL = 0.995;

    public static ServerCondition of(ServerLoad load, SharingPolicy policy) {
        double used = load.cpu().fraction();
        double overload = policy.overloadAt().fraction();
        if (used > overload || used >= FULL) {
            return HOT;
        }
        return used > (overload + policy.giveBackAt().fraction()) / 2 ? WARM : CALM;
    }
}
