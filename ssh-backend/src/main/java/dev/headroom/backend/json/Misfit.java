package dev.headroom.backend.json;

import java.io.Serial;

/** A snapshot that is well-formed, with a name that does not fit the others. */
final class Misfit extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Trail place;

    /** @param place the place in the snapshot after its defaults were written out */
    Misfit(Trail place, String sentence) {
        super(sentence);
        this.place = place;
    }

    Trail place() {
        return place;
    }
}
