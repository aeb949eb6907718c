package dev.headroom.console.status;

import dev.headroom.console.fx.TimeText;
import java.time.Instant;

/**
 * The time of an event, as it is shown.
 *
 * @param at for sorting
 * @param age {@code 12 s ago}
 * @param exact to the second, in wall time
 */
public record Since(Instant at, String age, String exact) {
    public static Since of(Instant at, Instant now) {
        return new Since(at, TimeText.ago(at, now), WallTime.exact(at));
    }
}
