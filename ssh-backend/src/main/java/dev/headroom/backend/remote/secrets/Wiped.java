package dev.headroom.backend.remote.secrets;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/** Uses secrets as bytes and leaves no copy behind. */
public final class Wiped {
    /** At most, for one char in UTF-8. */
    private static final int BYTES_OF_A_LETTER = 3;

    private Wiped() {}

    /** What {@code use} makes of the secret in UTF-8; the bytes are wiped after it. */
    public static <T> T utf8(char[] secret, Function<byte[], T> use) {
        byte[] room = new byte[secret.length * BYTES_OF_A_LETTER];
        ByteBuffer encoded = ByteBuffer.wrap(room);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(secret), encoded, true);
        byte[] bytes = Arrays.copyOf(room, encoded.position());
        try {
            return use.apply(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(room, (byte) 0);
        }
    }
}
