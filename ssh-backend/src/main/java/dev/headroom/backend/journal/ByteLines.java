package dev.headroom.backend.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The lines of a stream, as bytes: a chain of hashes is about exact bytes. One thread. A line costs no copy. One that
 * is longer than {@link #LONGEST} is passed over, so that a file of one endless line, as a power cut leaves it full of
 * zeros, costs no memory.
 */
final class ByteLines implements AutoCloseable {
    /** The longest line in bytes that is looked at; the longest that a master writes has a few hundred KB. */
    static final int LONGEST = 16 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private boolean ended;

    ByteLines(InputStream in) {
        this.in = in;
    }

    /** A line without its line break. Valid until the next one is asked for. */
    static final class Line {
        private final byte[] array;
        private final int start;
        private final int length;
        private final boolean closed;
        private final boolean tooLong;

        private Line(byte[] array, int start, int length, boolean closed, boolean tooLong) {
            this.array = array;
            this.start = start;
            this.length = length;
            this.closed = closed;
            this.tooLong = tooLong;
        }

        byte[] array() {
            return array;
        }

        int start() {
            return start;
        }

        int length() {
            return length;
        }

        /** Whether a line break follows; only the last line of a file may have none. */
        boolean closed() {
            return closed;
        }

        /** Whether the line was passed over; it has no bytes then. */
        boolean tooLong() {
            return tooLong;
        }

        /** A copy of the bytes. */
        byte[] bytes() {
            return Arrays.copyOfRange(array, start, start + length);
        }

        /** The text; bytes that are no character are replaced, for a half line may end in half a character. */
        String text() {
            return new String(array, start, length, StandardCharsets.UTF_8);
        }
    }

    /** The next line; empty at the end. */
    Optional<Line> next() throws IOException {
        int searched = from;
        while (true) {
            for (int i = searched; i < to; i++) {
                if (buffer[i] == '\n') {
                    return Optional.of(taken(i, true));
                }
            }
            searched = to - from;
            if (!filled()) {
                return from == to ? Optional.empty() : Optional.of(taken(to, false));
            }
            if (to - from > LONGEST) {
                return Optional.of(passedOver());
            }
            searched += from;
        }
    }

    private Line taken(int end, boolean closed) {
        Line line = new Line(buffer, from, end - from, closed, false);
        from = closed ? end + 1 : end;
        return line;
    }

    private Line passedOver() throws IOException {
        while (true) {
            for (int i = from; i < to; i++) {
                if (buffer[i] == '\n') {
                    from = i + 1;
                    return new Line(buffer, from, 0, true, true);
                }
            }
            from = to;
            if (!filled()) {
                return new Line(buffer, from, 0, false, true);
            }
        }
    }

    /** Reads more behind the present bytes, which may move to the front; false at the end. */
    private boolean filled() throws IOException {
        if (ended) {
            return false;
        }
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, to, buffer.length - to);
        ended = read < 0;
        to += Math.max(0, read);
        return !ended;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
