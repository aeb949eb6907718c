package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.Printable;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps the bytes that JSch writes, up to a limit, and reports once that the limit was exceeded. Never throws: an
 * exception from an error stream would end the whole session of JSch.
 */
final class Gathered extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int limit;
    private final Runnable onOverflow;
    private final Runnable onClose;
    private boolean overflowed;

    Gathered(int limit, Runnable onOverflow, Runnable onClose) {
        this.limit = limit;
        this.onOverflow = onOverflow;
        this.onClose = onClose;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        if (overflowed) {
            return;
        }
        if (bytes.size() + length > limit) {
            overflowed = true;
            onOverflow.run();
            return;
        }
        bytes.write(buffer, offset, length);
    }

    @Override
    public void close() {
        onClose.run();
    }

    String text() {
        return Printable.of(bytes.toString(StandardCharsets.UTF_8));
    }
}
