package dev.headroom.console.status;

import dev.headroom.backend.time.SteadyClock;
import dev.headroom.console.fx.TimeText;
import java.time.Instant;

/** Times of the control loop, whose steady clock follows no correction, as wall time. */
public final class WallTime {
    private WallTime() {}

    /** To the second, with the time zone, in wall time by the present wall clock. */
    public static String exact(Instant at) {
        return TimeText.exact(SteadyClock.ofThisProcess().wallTime(at));
    }
}
