package dev.headroom.backend.remote.trust;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads the strings of the SSH protocol: each behind its length in four bytes (RFC 4251, section 5). Pure. */
public final class WireStrings {
    private WireStrings() {}

    /**
     * The next string.
     *
     * @throws BufferUnderflowException if it is cut off
     */
    public static byte[] next(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] string = new byte[length];
        bytes.get(string);
        return string;
    }
}
