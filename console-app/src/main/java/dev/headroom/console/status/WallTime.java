package dev.headroom.console.status;

import dev.headroom.backend.time.SteadyClock;
import dev.headroom.console.fx.TimeText;
import java.time.Instant;

/** Moments of the control loop, whose clock nobody can set, as wall time. */
public final class WallTime {
    private WallTime() {}

    /** To the second, with the zone, in wall time as it is now. */
    public static String exact(Instant at) {
        return TimeText.exact(SteadyClock.ofThisProcess().wallTime(at));
    }
}
