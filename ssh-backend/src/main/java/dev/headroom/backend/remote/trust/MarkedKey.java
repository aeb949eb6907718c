package dev.headroom.backend.remote.trust;

import dev.headroom.backend.remote.trust.HostKeyVerdict.Place;
import java.util.Arrays;

/**
 * A key that a line names.
 *
 * @param key as the protocol carries it
 * @param place the line
 */
@SuppressWarnings("ArrayRecordComponent") // compared by Arrays.equals, in isKey() only
public record MarkedKey(byte[] key, Place place) {
    public boolean isKey(byte[] other) {
        return Arrays.equals(key, other);
    }
}
