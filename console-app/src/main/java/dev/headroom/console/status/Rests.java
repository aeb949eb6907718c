package dev.headroom.console.status;

import dev.headroom.backend.control.Continuity;

/** The rejections that hold, in the operator's words. */
public final class Rests {
    private Rests() {}

    /** Why such a plan is not offered, and until when. */
    public static String sentence(Continuity.Rest rest) {
        return "%s was rejected as %s and is not offered before %s."
                .formatted(Standings.verb(rest.kind()), rest.rejected(), WallTime.exact(rest.until()));
    }
}
