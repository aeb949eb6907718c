package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.Printable;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts bytes into lines of UTF-8, and hands over those that came together as one list. It keeps the current line up to
 * a limit, reports once that the limit was exceeded, and then drops all further bytes.
 */
final class LineSplitter extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final int longest;
    private final Consumer<List<String>> receiver;
    private final Runnable onTooLong;
    private List<String> lines = new ArrayList<>();
    private boolean tooLong;

    LineSplitter(int longest, Consumer<List<String>> receiver, Runnable onTooLong) {
        this.longest = longest;
        this.receiver = receiver;
        this.onTooLong = onTooLong;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] == '\n') {
                keep(buffer, from, i - from);
                emit();
                from = i + 1;
            }
        }
        keep(buffer, from, offset + length - from);
        deliver();
    }

    private void keep(byte[] buffer, int offset, int length) {
        if (!tooLong && line.size() + length > longest) {
            tooLong = true;
            onTooLong.run();
        }
        if (!tooLong) {
            line.write(buffer, offset, length);
        }
    }

    /** Ends the last line: the command has ended. */
    void finish() {
        if (line.size() > 0) {
            emit();
        }
        deliver();
    }

    private void deliver() {
        if (!lines.isEmpty()) {
            List<String> together = lines;
            lines = new ArrayList<>();
            receiver.accept(together);
        }
    }

    private void emit() {
        if (!tooLong) {
            lines.add(Printable.of(line.toString(StandardCharsets.UTF_8)));
            line.reset();
        }
    }
}
