package dev.headroom.backend.parse;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What the sections of one kind meant last: a section with the same text is not parsed again. For sections that seldom
 * change; one for each host and kind. Not thread-safe. See decision 0093.
 */
public final class Repeated<T> {
    /** The number of sections above which all are forgotten: those of containers that are gone are among them. */
    private static final int MOST = 4096;

    private final Map<String, Known<T>> known = new HashMap<>();

    private record Known<T>(Section section, T meaning) {}

    /** Nothing known yet. */
    public Repeated() {}

    /**
     * The meaning of a section.
     *
     * @param parser makes an immutable value of the lines, errors and status of a section, and of nothing else; an
     *     exception of it is not kept
     */
    public T of(Section section, Function<Section, T> parser) {
        Known<T> before = known.get(section.argument());
        if (before != null && before.section().hasTextOf(section)) {
            return before.meaning();
        }
        T meaning = parser.apply(section);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(section.argument(), new Known<>(section, meaning));
        return meaning;
    }
}
