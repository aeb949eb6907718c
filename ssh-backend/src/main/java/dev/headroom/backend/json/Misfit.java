package dev.headroom.backend.json;

import java.io.Serial;

/** Something in a snapshot that is well written but cannot be. */
final class Misfit extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Trail place;

    /** @param place in the snapshot as it was written out */
    Misfit(Trail place, String sentence) {
        super(sentence);
        this.place = place;
    }

    Trail place() {
        return place;
    }
}
