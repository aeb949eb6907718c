package dev.headroom.backend.json;

import java.io.Serial;
import tools.jackson.core.JsonPointer;

/** Something in a snapshot that is well written but cannot be. */
final class Misfit extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient JsonPointer place;

    /** @param place in the text as it was written */
    Misfit(JsonPointer place, String sentence) {
        super(sentence);
        this.place = place;
    }

    JsonPointer place() {
        return place;
    }
}
