package dev.headroom.backend.control;

import java.util.List;

/** Names in a sentence. Pure. */
final class NameList {
    private static final int MOST = 3;

    private NameList() {}

    /** As {@code a, b, c and 2 more}. */
    static String of(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST, names.size())));
        return names.size() > MOST ? "%s and %d more".formatted(first, names.size() - MOST) : first;
    }
}
