package dev.headroom.backend.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an agent's output into frames. Lines before a frame begins are a login's greetings and are dropped; within a frame
 * nothing is. One reader for each stream; after a {@link ParseException} it must not be used again. Not thread-safe.
 *
 * <pre>
 * OUTSIDE ─@@frame─► FRAME ─@@section─► SECTION ─@@status─► FRAME ─@@end─► OUTSIDE, with a frame
 * </pre>
 */
public final class FrameReader {
    private static final String TOOL = "agent";
    /** Beyond this many lines a frame is no frame: reading on could fill the memory. */
    private static final int LIMIT = 200_000;

    private final List<Section> sections = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private @Nullable String header;
    private @Nullable String section;
    private int count;

    /** Takes the next line; a frame when this line was its last. */
    public Optional<Frame> accept(String line) {
        if (header == null) {
            if (line.startsWith("@@frame ")) {
                header = line;
                sections.clear();
                count = 0;
            }
            return Optional.empty();
        }
        count++;
        if (count > LIMIT) {
            throw new ParseException(TOOL, count, line, "the end of the frame");
        }
        if (section != null) {
            withinSection(section, line);
            return Optional.empty();
        }
        if (line.startsWith("@@section ")) {
            section = line.substring("@@section ".length());
            lines.clear();
            return Optional.empty();
        }
        if (line.startsWith("@@end ")) {
            Frame frame = frame(header, line);
            header = null;
            return Optional.of(frame);
        }
        if (line.isBlank()) {
            return Optional.empty();
        }
        throw new ParseException(TOOL, count, line, "a section or the end of the frame");
    }

    private void withinSection(String current, String line) {
        if (line.startsWith("@@status ")) {
            int space = current.indexOf(' ');
            String name = space < 0 ? current : current.substring(0, space);
            String argument = space < 0 ? "" : current.substring(space + 1);
            int status = new Line(TOOL, count, line).number(line.substring("@@status ".length()));
            sections.add(new Section(name, argument, lines, status));
            section = null;
        } else if (line.startsWith("@@")) {
            throw new ParseException(TOOL, count, line, "the status of section " + current);
        } else {
            lines.add(line);
        }
    }

    private Frame frame(String begin, String end) {
        Line first = new Line(TOOL, 0, begin);
        List<String> words = first.words();
        if (words.size() != 3) {
            throw first.surprise("@@frame, a number and a role");
        }
        if (!end.equals("@@end " + words.get(1))) {
            throw new ParseException(TOOL, count, end, "the end of frame " + words.get(1));
        }
        return new Frame(first.count(words.get(1)), words.get(2), sections);
    }
}
