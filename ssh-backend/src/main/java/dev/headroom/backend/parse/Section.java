package dev.headroom.backend.parse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one tool printed in a frame.
 *
 * @param kind what was read
 * @param argument the container it is about; empty for the others
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

    /** What was read for this frame, without a word on standard error. */
    public Section(SectionKind kind, String argument, List<String> lines, int status) {
        this(kind, argument, lines, List.of(), status, Duration.ZERO);
    }

    /** The same, told again later. */
    Section aged(Duration later) {
        return new Section(kind, argument, lines, error, status, later);
    }

    /** What it was read from, for a sentence. */
    public String command() {
        String command = kind.tool().command();
        return argument.isEmpty() ? command : command + " of " + argument;
    }

    public boolean succeeded() {
        return status == 0;
    }

    /** The first line that says something, of the errors if there is one; empty if there is none. */
    public Optional<String> firstLine() {
        return Stream.concat(error.stream(), lines.stream())
                .filter(line -> !line.isBlank())
                .findFirst();
    }

    /** The lines of data that say something. */
    public List<Line> read() {
        return read(command());
    }

    /**
     * Likewise.
     *
     * @param tool that printed them, for the sentences about what is not understood
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
