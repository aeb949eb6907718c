package dev.headroom.backend.parse;

import java.util.List;
import java.util.Optional;

/**
 * One report of a host, as its agent printed it.
 *
 * @param number counts from 1 since the agent started
 * @param role {@code director} or {@code server}
 */
public record Frame(long number, String role, List<Section> sections) {
    public Frame {
        sections = List.copyOf(sections);
    }

    /** The section of that name; a frame without it is broken. */
    public Section section(String name) {
        return section(name, "")
                .orElseThrow(() -> new ParseException("agent", 0, "frame " + number, "a section " + name));
    }

    public Optional<Section> section(String name, String argument) {
        return sections.stream()
                .filter(s -> s.name().equals(name) && s.argument().equals(argument))
                .findFirst();
    }
}
