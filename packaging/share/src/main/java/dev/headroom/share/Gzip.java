package dev.headroom.share;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses as {@code gzip -9n} does: without name and time. */
public final class Gzip {
    /** The byte of the head that says how hard the text was compressed, and its value for "most". */
    private static final int EXTRA_FLAGS = 8;

    private static final byte MOST = 2;

    private Gzip() {}

    public static byte[] of(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new Hardest(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        byte[] made = bytes.toByteArray();
        made[EXTRA_FLAGS] = MOST;
        return made;
    }

    private static final class Hardest extends GZIPOutputStream {
        Hardest(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
