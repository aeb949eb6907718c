package dev.headroom.backend.remote.jsch.line;

import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.Said;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a host says before SSH begins: lines for everybody, then one with its version of SSH. What ssh does not read on is
 * not read on here either; see kex_exchange_identification in OpenSSH's kex.c. Used by one thread.
 */
public final class Greeting {
    private static final int MOST_LINES = 1024;
    private static final int LONGEST_LINE = 8192;
    private static final int LETTERS = 120;
    private static final String MARK = "SSH-";
    private static final Pattern VERSION = Pattern.compile("SSH-(?:2\\.[0-9]+|1\\.99)-.+");

    private byte[] line = new byte[256];
    private int length;
    private boolean returned;
    private int lines;
    private String first = "";
    private boolean over;

    /** Whether the version has been read, or never will. */
    public boolean isOver() {
        return over;
    }

    /**
     * Takes the next bytes.
     *
     * @return why this is no SSH, the end of a sentence; empty as long as it may be
     */
    public Optional<String> take(byte[] bytes, int from, int count) {
        for (int i = from; i < from + count && !over; i++) {
            Optional<String> wrong = take(bytes[i]);
            if (wrong.isPresent()) {
                over = true;
                return wrong;
            }
        }
        return Optional.empty();
    }

    private Optional<String> take(byte next) {
        if (next == '\n') {
            return lineIsComplete();
        }
        if (next == '\r') {
            returned = true;
            return Optional.empty();
        }
        if (next == 0 || returned) {
            return Optional.of("it is no SSH: a line has a character that is none of a text" + beginning());
        }
        if (length == LONGEST_LINE) {
            return Optional.of("it is no SSH: a line is longer than %d bytes%s".formatted(LONGEST_LINE, beginning()));
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = next;
        return Optional.empty();
    }

    private Optional<String> lineIsComplete() {
        String text = text();
        if (text.startsWith(MARK)) {
            over = true;
            return VERSION.matcher(text).matches()
                    ? Optional.empty()
                    : Optional.of("it has no version 2 of SSH: it says '%s'".formatted(shown(text)));
        }
        first = first.isBlank() ? shown(text) : first;
        lines++;
        length = 0;
        returned = false;
        return lines < MOST_LINES
                ? Optional.empty()
                : Optional.of("it is no SSH: none of its first %d lines is a version of SSH%s"
                        .formatted(MOST_LINES, beginning()));
    }

    /** What came so far, for a sentence about a host that ends here; empty if nothing did, or the version did. */
    public String beginning() {
        String said = firstLine();
        return said.isEmpty() ? "" : "; it began with '%s'".formatted(said);
    }

    /** The first line that is not blank, clipped; empty if there is none, or the version has come. */
    public String firstLine() {
        String said = first.isBlank() ? shown(text()) : first;
        return over || said.isBlank() ? "" : said;
    }

    private String text() {
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static String shown(String text) {
        return Said.clipped(Printable.line(text.strip()), LETTERS);
    }
}
