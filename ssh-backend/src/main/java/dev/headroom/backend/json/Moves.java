package dev.headroom.backend.json;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Maps the parts of a snapshot whose defaults were written out to their places in the original text, where these
 * differ.
 */
final class Moves {
    private final Map<Trail, Trail> written = new HashMap<>();
    private final boolean kept;

    private Moves(boolean kept) {
        this.kept = kept;
    }

    /** Remembers every move, for an error sentence. */
    static Moves kept() {
        return new Moves(true);
    }

    /** Remembers no move: a large snapshot has a million of them, and most snapshots have no error. */
    static Moves forgotten() {
        return new Moves(false);
    }

    /**
     * Records that the part at {@code now} was at {@code before}, in the text or after an earlier move. The first
     * record of a part counts.
     */
    void add(Trail now, Trail before) {
        if (kept) {
            written.putIfAbsent(now, written(before));
        }
    }

    /** The place in the text of the part at {@code now}, or of the part of the text from which it was made. */
    Trail written(Trail now) {
        return Optional.ofNullable(written.get(now)).orElseGet(() -> switch (now) {
            case Trail.Top() -> now;
            case Trail.Step(Trail before, String name) -> written(before).field(name);
        });
    }
}
