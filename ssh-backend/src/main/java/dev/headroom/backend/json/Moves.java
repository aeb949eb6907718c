package dev.headroom.backend.json;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the parts of a written-out snapshot stand in the text that somebody wrote, as far as they stand elsewhere. */
final class Moves {
    private final Map<Trail, Trail> written = new HashMap<>();
    private final boolean kept;

    private Moves(boolean kept) {
        this.kept = kept;
    }

    /** Remembers every move: for saying where something is wrong. */
    static Moves kept() {
        return new Moves(true);
    }

    /** Remembers nothing: a large snapshot has a million moves, and most snapshots are right. */
    static Moves forgotten() {
        return new Moves(false);
    }

    /** Says that what is now at {@code now} was at {@code before}, in the text or after an earlier move; the first word counts. */
    void add(Trail now, Trail before) {
        if (kept) {
            written.putIfAbsent(now, written(before));
        }
    }

    /** The place in the text of what is at {@code now}, or of the part of the text that it was made of. */
    Trail written(Trail now) {
        return Optional.ofNullable(written.get(now)).orElseGet(() -> switch (now) {
            case Trail.Top() -> now;
            case Trail.Step(Trail before, String name) -> written(before).field(name);
        });
    }
}
