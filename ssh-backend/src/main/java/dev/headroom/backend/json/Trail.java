package dev.headroom.backend.json;

import tools.jackson.core.JsonPointer;

/**
 * A place in a snapshot, as steps from the top. Cheaper to make than a {@link JsonPointer}, for a snapshot has a
 * million places.
 */
sealed interface Trail {
    /** The snapshot itself. */
    record Top() implements Trail {}

    /**
     * A field or an item of the place before.
     *
     * @param name the name of a field, or the index in a list
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
