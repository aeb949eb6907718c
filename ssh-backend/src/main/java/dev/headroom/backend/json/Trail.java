package dev.headroom.backend.json;

import tools.jackson.core.JsonPointer;

/** A place in a snapshot, as steps from the top. Making one costs next to nothing, unlike a {@link JsonPointer}. */
sealed interface Trail {
    /** The snapshot itself. */
    record Top() implements Trail {}

    /**
     * One step further.
     *
     * @param name of a field, or the index in a list
     */
    record Step(Trail before, String name) implements Trail {}

    default Trail field(String name) {
        return new Step(this, name);
    }

    default Trail item(int index) {
        return new Step(this, Integer.toString(index));
    }

    default JsonPointer pointer() {
        return switch (this) {
            case Top() -> JsonPointer.empty();
            case Step(Trail before, String name) ->
                before.pointer().append(JsonPointer.empty().appendProperty(name));
        };
    }
}
