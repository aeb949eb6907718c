package dev.headroom.backend.json;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;

/** Where the parts of a written-out snapshot stand in the text that somebody wrote, as far as they stand elsewhere. */
final class Moves {
    private final Map<JsonPointer, JsonPointer> written = new HashMap<>();

    /** Says that what is now at {@code now} was at {@code before}, in the text or after an earlier move; the first word counts. */
    void add(JsonPointer now, JsonPointer before) {
        written.putIfAbsent(now, written(before));
    }

    /** The place in the text of what is at {@code now}, or of the part of the text that it was made of. */
    JsonPointer written(JsonPointer now) {
        JsonPointer rest = JsonPointer.empty();
        for (JsonPointer head = now; head != null && !head.matches(); head = head.head()) {
            Optional<JsonPointer> before = Optional.ofNullable(written.get(head));
            if (before.isPresent()) {
                return before.get().append(rest);
            }
            rest = head.last().append(rest);
        }
        return now;
    }
}
