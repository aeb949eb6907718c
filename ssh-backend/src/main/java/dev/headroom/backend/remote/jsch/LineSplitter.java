package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.Printable;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts bytes into lines of UTF-8. It keeps the current line up to a limit, reports once that the limit was exceeded,
 * and then drops all further bytes.
 */
final class LineSplitter extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final int longest;
    private final Consumer<String> receiver;
    private final Runnable onTooLong;
    private boolean tooLong;

    LineSplitter(int longest, Consumer<String> receiver, Runnable onTooLong) {
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
    }

    private void emit() {
        if (!tooLong) {
            String text = Printable.of(line.toString(StandardCharsets.UTF_8));
            line.reset();
            receiver.accept(text);
        }
    }
}
