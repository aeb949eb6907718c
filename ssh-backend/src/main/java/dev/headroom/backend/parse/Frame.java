package dev.headroom.backend.parse;

import java.util.List;
import java.util.Optional;

/**
 * One report of a host, as its agent printed it:
 *
 * <pre>
 * &#64;&#64;frame NUMBER ROLE
 * &#64;&#64;section STATUS AGE ERRORS LINES NAME [ARGUMENT]
 * ERRORS lines of standard error, then LINES lines of standard output; empty lines are left out
 * &#64;&#64;close NAME [ARGUMENT]
 * &#64;&#64;again AGE NAME
 * more sections, and more lines with &#64;&#64;again
 * &#64;&#64;end NUMBER SECTIONS
 * </pre>
 *
 * <p>STATUS is the exit status of the tool that was run, AGE the seconds since. {@code again} stands for all sections
 * of that name in the frame before; a later section of the same title replaces an earlier one. SECTIONS is the number
 * of sections and {@code again} lines. A section of an unknown name is left out. The agent counts lines before it
 * sends them, so whatever a line holds is text; a frame whose counts do not fit was cut off and is rejected.
 *
 * @param number counts from 1 since the agent started
 * @param role {@code director} or {@code server}
 * @param sections in the order of the frame
 */
public record Frame(long number, String role, List<Section> sections) {
    public Frame {
        sections = List.copyOf(sections);
    }

    /**
     * The section of a kind that every frame has.
     *
     * @throws ParseException if the frame has none
     */
    public Section section(SectionKind kind) {
        return section(kind, "")
                .orElseThrow(() -> new ParseException("agent", 0, "frame " + number, "a section " + kind.title()));
    }

    public Optional<Section> section(SectionKind kind, String argument) {
        for (Section section : sections) {
            if (section.kind() == kind && section.argument().equals(argument)) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }
}
