package dev.headroom.backend.parse;

import java.util.List;
import java.util.Optional;

/**
 * One report of a host, as its agent printed it:
 *
 * <pre>
 * &#64;&#64;frame NUMBER ROLE
 * &#64;&#64;section STATUS AGE ERRORS LINES NAME [ARGUMENT]
 * so many lines of standard error, then so many of standard output; lines without a character are left out
 * &#64;&#64;close NAME [ARGUMENT]
 * &#64;&#64;again AGE NAME
 * more of both
 * &#64;&#64;end NUMBER SECTIONS
 * </pre>
 *
 * <p>STATUS is the exit status of what was read, AGE the seconds since; "again" stands for all sections of that name, as in the frame
 * before; a section that comes later in the frame takes the place of an earlier one. SECTIONS counts both. A section of a
 * name that is not known is left out. Lines are counted before they are sent, so whatever they
 * hold is text; and a frame whose counts do not fit was cut off and is none.
 *
 * @param number counts from 1 since the agent started
 * @param role {@code director} or {@code server}
 */
public record Frame(long number, String role, List<Section> sections) {
    public Frame {
        sections = List.copyOf(sections);
    }

    /** The section of that kind; a frame without it is broken. */
    public Section section(SectionKind kind) {
        return section(kind, "")
                .orElseThrow(() -> new ParseException("agent", 0, "frame " + number, "a section " + kind.title()));
    }

    public Optional<Section> section(SectionKind kind, String argument) {
        return sections.stream()
                .filter(s -> s.kind() == kind && s.argument().equals(argument))
                .findFirst();
    }
}
