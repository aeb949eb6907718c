package dev.headroom.backend.parse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The output of one tool in a frame.
 *
 * @param kind what was read
 * @param argument the name of the container that the section is about; empty for other sections
 * @param lines standard output: the data
 * @param error standard error: words for a person, never data
 * @param status the tool's exit status
 * @param age how long before the frame it was read
 */
public record Section(
        SectionKind kind, String argument, List<String> lines, List<String> error, int status, Duration age) {
    public Section {
        lines = List.copyOf(lines);
        error = List.copyOf(error);
    }

    /** A section that was read for this frame, with nothing on standard error. */
    public Section(SectionKind kind, String argument, List<String> lines, int status) {
        this(kind, argument, lines, List.of(), status, Duration.ZERO);
    }

    /** This section, repeated with a greater age. */
    Section aged(Duration later) {
        return new Section(kind, argument, lines, error, status, later);
    }

    /** Whether another section has the same title, lines and status; it may have been read at another time. */
    boolean hasTextOf(Section other) {
        return kind == other.kind
                && status == other.status
                && argument.equals(other.argument)
                && lines.equals(other.lines)
                && error.equals(other.error);
    }

    /** The command or file that was read, for an error sentence. */
    public String command() {
        String command = kind.tool().command();
        return argument.isEmpty() ? command : command + " of " + argument;
    }

    /** Whether the tool ended with exit status 0. */
    public boolean succeeded() {
        return status == 0;
    }

    /** The lines of standard output that are not blank. */
    public List<Line> read() {
        return read(command());
    }

    /**
     * The lines of standard output that are not blank.
     *
     * @param tool the command that printed them, for sentences about what is not understood
     */
    public List<Line> read(String tool) {
        List<Line> result = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank()) {
                result.add(new Line(tool, i + 1, line));
            }
        }
        return result;
    }
}
