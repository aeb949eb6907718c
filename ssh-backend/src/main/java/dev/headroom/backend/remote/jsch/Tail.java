package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.Printable;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last bytes written, up to a limit. Never throws, like {@link Gathered}. */
final class Tail extends OutputStream {
    private final int limit;
    private final Runnable onClose;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Tail(int limit, Runnable onClose) {
        this.limit = limit;
        this.onClose = onClose;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        bytes.write(buffer, offset, length);
        if (bytes.size() > 2 * limit) {
            byte[] all = bytes.toByteArray();
            bytes.reset();
            bytes.write(all, all.length - limit, limit);
        }
    }

    @Override
    public void close() {
        onClose.run();
    }

    String text() {
        byte[] all = bytes.toByteArray();
        int length = Math.min(limit, all.length);
        return Printable.of(new String(all, all.length - length, length, StandardCharsets.UTF_8));
    }
}
