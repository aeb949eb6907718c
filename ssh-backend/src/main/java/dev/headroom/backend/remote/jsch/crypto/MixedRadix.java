package dev.headroom.backend.remote.jsch.crypto;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Integers below given bounds as few bytes: neighbours are joined to one integer below the product of their bounds, of
 * which whole bytes go out, until one is left. Source: NTRU Prime, round 3 (2020), section 3.1, "Encode" and "Decode".
 * Pure.
 */
final class MixedRadix {
    private static final int LIMIT = 1 << 14;

    private MixedRadix() {}

    /** @param bound of each integer, which is at least 0 and less */
    static byte[] encode(int[] integers, int bound) {
        var out = new ByteArrayOutputStream();
        int[] left = integers;
        int[] bounds = all(bound, integers.length);
        while (left.length > 1) {
            int[] joined = new int[(left.length + 1) / 2];
            int[] joinedBounds = new int[joined.length];
            for (int i = 0; i < joined.length; i++) {
                boolean alone = 2 * i + 1 == left.length;
                int value = left[2 * i] + (alone ? 0 : left[2 * i + 1] * bounds[2 * i]);
                int most = bounds[2 * i] * (alone ? 1 : bounds[2 * i + 1]);
                while (most >= LIMIT) {
                    out.write(value);
                    value >>>= 8;
                    most = (most + 255) >>> 8;
                }
                joined[i] = value;
                joinedBounds[i] = most;
            }
            left = joined;
            bounds = joinedBounds;
        }
        int value = left[0];
        for (int most = bounds[0]; most > 1; most = (most + 255) >>> 8) {
            out.write(value);
            value >>>= 8;
        }
        return out.toByteArray();
    }

    /** The integers; each is below its bound, whatever the bytes are. */
    static int[] decode(byte[] bytes, int bound, int count) {
        return new Decoding(bytes).of(all(bound, count));
    }

    private static int[] all(int bound, int count) {
        int[] bounds = new int[count];
        Arrays.fill(bounds, bound);
        return bounds;
    }

    /** Takes bytes from the front. Used within one method call. */
    private static final class Decoding {
        private final byte[] bytes;
        private int at;

        Decoding(byte[] bytes) {
            this.bytes = bytes;
        }

        int[] of(int[] bounds) {
            if (bounds.length == 1) {
                return new int[] {rest(bounds[0])};
            }
            int[] joinedBounds = new int[(bounds.length + 1) / 2];
            int[] low = new int[joinedBounds.length];
            int[] weight = new int[joinedBounds.length];
            for (int i = 0; i < joinedBounds.length; i++) {
                int most = bounds[2 * i] * (2 * i + 1 == bounds.length ? 1 : bounds[2 * i + 1]);
                weight[i] = 1;
                while (most >= LIMIT) {
                    low[i] += (bytes[at++] & 0xff) * weight[i];
                    weight[i] <<= 8;
                    most = (most + 255) >>> 8;
                }
                joinedBounds[i] = most;
            }
            int[] joined = of(joinedBounds);
            int[] integers = new int[bounds.length];
            for (int i = 0; i < joined.length; i++) {
                int value = low[i] + weight[i] * joined[i];
                integers[2 * i] = value % bounds[2 * i];
                if (2 * i + 1 < integers.length) {
                    integers[2 * i + 1] = value / bounds[2 * i] % bounds[2 * i + 1];
                }
            }
            return integers;
        }

        private int rest(int bound) {
            int value = 0;
            int shift = 0;
            for (int most = bound; most > 1; most = (most + 255) >>> 8) {
                value |= (bytes[at++] & 0xff) << shift;
                shift += 8;
            }
            return value % bound;
        }
    }
}
