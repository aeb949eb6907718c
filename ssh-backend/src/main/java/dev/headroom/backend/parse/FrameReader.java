package dev.headroom.backend.parse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an agent's output into frames, see {@link Frame} for the layout. Lines before a frame are a login's greetings
 * and are dropped; no line within a frame is. The sections of the last frame are kept for {@code again} lines. A frame
 * that does not fit the layout costs itself: its other lines are dropped up to the answer to the next question, which
 * its number tells. One reader for each stream. Not thread-safe. See decision 0100.
 *
 * <pre>
 * OUTSIDE ─@@frame─► FRAME ─@@section─► SECTION ─its lines, @@close─► FRAME ─@@end─► OUTSIDE, with a frame
 *    ▲                 └──────────── what does not fit ─┴─► ParseException ──┐
 *    └───────────────────────────────────────────────────────────────────────┘
 * </pre>
 */
public final class FrameReader {
    private static final String TOOL = "agent";
    /** The greatest number of lines of a frame: a longer one could fill the memory. */
    private static final int LIMIT = 200_000;
    /** The greatest number of letters of a frame: a table of 5,000 services with 50,000 destinations has 20 million. */
    private static final long LONGEST = 32L << 20;
    /** So many frames in a row may fail; after them what the stream prints is not understood at all. */
    private static final int MOST_FAILED = 3;
    /** The letters of a line outside a frame that are kept: it may be as long as the stream permits. */
    private static final int GREETING = 1_000;

    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Map<String, Section> earlier = new LinkedHashMap<>();
    private int parts;
    private @Nullable Line header;
    private @Nullable Opened section;
    private int count;
    private long letters;
    /** The frames that were read or failed: each is the answer to one question. */
    private long answers;
    /** The frames that failed since the last whole one. */
    private int failed;

    private boolean usable = true;
    private Optional<String> outside = Optional.empty();

    /** A reader of a stream that has printed no line yet. */
    public FrameReader() {}

    /** The last line outside a frame: where an agent never began, it says why. Empty if there was none. */
    public Optional<String> outside() {
        return outside;
    }

    private static String greeting(String text) {
        return text.length() <= GREETING ? text : text.substring(0, GREETING);
    }

    /** A section whose lines are still to come. */
    private record Opened(String title, int status, Duration age, int errors, int total, List<String> lines) {
        static Opened of(Line line) {
            String[] words = line.text().split(" ", 6);
            if (words.length < 6 || words[5].isBlank()) {
                throw line.surprise("@@section, four numbers and a name");
            }
            long total = (long) line.number(words[3]) + line.number(words[4]);
            if (total > LIMIT) {
                throw line.surprise("at most " + LIMIT + " lines");
            }
            return new Opened(
                    words[5],
                    line.number(words[1]),
                    Duration.ofSeconds(line.number(words[2])),
                    line.number(words[3]),
                    (int) total,
                    new ArrayList<>());
        }

        boolean full() {
            return lines.size() == total;
        }

        /** The section; empty where its name is unknown. */
        Optional<Section> closed() {
            String[] words = title.split(" ", 2);
            return SectionKind.titled(words[0])
                    .map(kind -> new Section(
                            kind,
                            words.length < 2 ? "" : words[1],
                            lines.subList(errors, total),
                            lines.subList(0, errors),
                            status,
                            age));
        }
    }

    /**
     * Whether the reader may take further lines. After a failure it may, unless too many frames failed in a row or
     * were too long: then the stream is to be closed.
     */
    public boolean usable() {
        return usable;
    }

    /**
     * Takes the next line. After a failure the frame that comes next must repeat nothing: it is to be asked for so.
     *
     * @return the frame that this line ends; empty in the middle of one
     * @throws ParseException if the line does not fit the layout
     */
    public Optional<Frame> accept(String text) {
        count++;
        letters += text.length();
        Line line = new Line(TOOL, count, text);
        try {
            Optional<Frame> frame = header == null ? outside(line) : within(header, line);
            if (frame.isPresent()) {
                answers++;
                failed = 0;
            }
            return frame;
        } catch (ParseException e) {
            answers++;
            failed++;
            usable = usable && failed < MOST_FAILED;
            header = null;
            section = null;
            sections.clear();
            count = 0;
            letters = 0;
            throw e;
        }
    }

    private Optional<Frame> outside(Line line) {
        String text = line.text();
        if (failed > 0) {
            bounded(line, "the next frame");
        }
        outside = text.isBlank() ? outside : Optional.of(greeting(text.strip()));
        if (text.startsWith("@@frame ")) {
            begin(line);
        } else if (answers > 0 && text.startsWith("@@end ") && isNext(line)) {
            // Its beginning was lost, and nothing else would come before the next question.
            throw line.surprise("@@frame first");
        }
        return Optional.empty();
    }

    private void begin(Line line) {
        if (line.words().size() != 3) {
            throw line.surprise("@@frame, a number and a role");
        }
        line.count(line.words().get(1));
        // What is left of a frame that failed can look like a frame.
        if (failed > 0 && !isNext(line)) {
            return;
        }
        outside = Optional.empty();
        header = line;
        earlier.clear();
        earlier.putAll(sections);
        sections.clear();
        parts = 0;
        count = 0;
        letters = 0;
    }

    /** Whether the line has the number of the frame that is the next answer. */
    private boolean isNext(Line line) {
        List<String> words = line.words();
        return words.size() == 3 && words.get(1).equals(String.valueOf(answers + 1));
    }

    private void bounded(Line line, String expected) {
        if (count > LIMIT || letters > LONGEST) {
            usable = false;
            throw line.surprise(expected);
        }
    }

    private Optional<Frame> within(Line begun, Line line) {
        String text = line.text();
        bounded(line, "the end of the frame");
        if (section != null) {
            withinSection(section, line);
            return Optional.empty();
        }
        if (text.startsWith("@@section ")) {
            section = Opened.of(line);
            return Optional.empty();
        }
        if (text.startsWith("@@again ")) {
            again(line);
            return Optional.empty();
        }
        if (text.startsWith("@@end ")) {
            Frame frame = frame(begun, line);
            header = null;
            return Optional.of(frame);
        }
        throw line.surprise("a section or the end of the frame");
    }

    private void withinSection(Opened current, Line line) {
        if (!current.full()) {
            current.lines().add(line.text());
        } else if (line.text().equals("@@close " + current.title())) {
            current.closed().ifPresent(closed -> sections.put(current.title(), thrifty(current.title(), closed)));
            parts++;
            section = null;
        } else {
            throw line.surprise("the end of section %s after %d lines".formatted(current.title(), current.total()));
        }
    }

    /** The section, with the texts of the frame before where they are the same: each is kept in memory once. */
    private Section thrifty(String title, Section closed) {
        Section before = earlier.get(title);
        return before != null && before.hasTextOf(closed) ? before.aged(closed.age()) : closed;
    }

    /** Repeats the sections of a name from the frame before, with the age that the agent says. */
    private void again(Line line) {
        List<String> words = line.words();
        if (words.size() != 3) {
            throw line.surprise("@@again, an age and a name");
        }
        Duration age = Duration.ofSeconds(line.number(words.get(1)));
        earlier.forEach((title, section) -> {
            if (section.kind().title().equals(words.get(2))) {
                sections.put(title, section.aged(age));
            }
        });
        parts++;
    }

    private Frame frame(Line begin, Line end) {
        List<String> words = begin.words();
        if (!end.text().equals("@@end %s %d".formatted(words.get(1), parts))) {
            throw end.surprise("the end of frame %s with %d sections".formatted(words.get(1), parts));
        }
        earlier.clear(); // between two frames the texts of one are in memory, not of two
        return new Frame(begin.count(words.get(1)), words.get(2), List.copyOf(sections.values()));
    }
}
