package dev.headroom.share.completion;

import java.util.List;

/** What may follow an option, or stand for itself. */
sealed interface Value {
    /** Nothing follows. */
    record None() implements Value {}

    /** Something that a shell cannot know. */
    record Free() implements Value {}

    /** One of these. */
    record OneOf(List<String> words) implements Value {
        public OneOf {
            words = List.copyOf(words);
        }
    }

    /** A cluster file: YAML. */
    record ClusterFile() implements Value {}

    /** Any file. */
    record AnyFile() implements Value {}

    /** A folder. */
    record Folder() implements Value {}
}
