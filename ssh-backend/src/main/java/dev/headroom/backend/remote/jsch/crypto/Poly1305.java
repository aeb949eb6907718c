package dev.headroom.backend.remote.jsch.crypto;

import java.util.Arrays;

/**
 * The one-time authenticator Poly1305 of RFC 8439, section 2.5, which Java has only inside of a cipher that SSH does
 * not use. Limbs of 26 bits; its time does not depend on the bytes. Not thread-safe.
 */
final class Poly1305 {
    static final int TAG_BYTES = 16;
    private static final int LIMBS = 5;
    private static final long LIMB = 0x3ff_ffff;

    private final long[] r;
    private final long[] h = new long[LIMBS];
    private final byte[] key;

    /** @param key 32 bytes, for one message only */
    Poly1305(byte[] key) {
        this.key = key.clone();
        r = new long[] {
            word(key, 0) & 0x3ff_ffff,
            (word(key, 3) >>> 2) & 0x3ff_ff03,
            (word(key, 6) >>> 4) & 0x3ff_c0ff,
            (word(key, 9) >>> 6) & 0x3f0_3fff,
            (word(key, 12) >>> 8) & 0x00f_ffff
        };
    }

    /** The tag of one message. */
    byte[] tag(byte[] message, int from, int length) {
        byte[] block = new byte[TAG_BYTES + 1];
        for (int done = 0; done < length; done += TAG_BYTES) {
            int count = Math.min(TAG_BYTES, length - done);
            Arrays.fill(block, (byte) 0);
            System.arraycopy(message, from + done, block, 0, count);
            block[count] = 1;
            add(block);
            multiply();
        }
        return end();
    }

    private void add(byte[] block) {
        h[0] += word(block, 0) & LIMB;
        h[1] += (word(block, 3) >>> 2) & LIMB;
        h[2] += (word(block, 6) >>> 4) & LIMB;
        h[3] += (word(block, 9) >>> 6) & LIMB;
        h[4] += (word(block, 12) >>> 8) | ((long) block[TAG_BYTES] << 24);
    }

    /** Multiplies by r modulo 2^130 - 5: what is above 2^130 counts five times. */
    private void multiply() {
        long[] d = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            for (int j = 0; j < LIMBS; j++) {
                d[(i + j) % LIMBS] += h[i] * r[j] * (i + j < LIMBS ? 1 : 5);
            }
        }
        System.arraycopy(d, 0, h, 0, LIMBS);
        carry();
    }

    private void carry() {
        for (int i = 0; i < LIMBS; i++) {
            long over = h[i] >>> 26;
            h[i] &= LIMB;
            h[(i + 1) % LIMBS] += i == LIMBS - 1 ? over * 5 : over;
        }
        h[1] += h[0] >>> 26;
        h[0] &= LIMB;
    }

    private byte[] end() {
        carry();
        carry();
        subtractModulus();
        byte[] tag = new byte[TAG_BYTES];
        long[] words = {
            (h[0] | (h[1] << 26)) & 0xffff_ffffL,
            ((h[1] >>> 6) | (h[2] << 20)) & 0xffff_ffffL,
            ((h[2] >>> 12) | (h[3] << 14)) & 0xffff_ffffL,
            ((h[3] >>> 18) | (h[4] << 8)) & 0xffff_ffffL
        };
        long sum = 0;
        for (int i = 0; i < words.length; i++) {
            sum = words[i] + word(key, TAG_BYTES + 4 * i) + (sum >>> 32);
            for (int j = 0; j < 4; j++) {
                tag[4 * i + j] = (byte) (sum >>> (8 * j));
            }
        }
        return tag;
    }

    /** h modulo 2^130 - 5, without a branch on its value. */
    private void subtractModulus() {
        long[] g = new long[LIMBS];
        long over = 5;
        for (int i = 0; i < LIMBS; i++) {
            g[i] = h[i] + over;
            over = g[i] >>> 26;
            g[i] &= LIMB;
        }
        long below = over - 1; // all bits where h is smaller than the modulus, else none
        for (int i = 0; i < LIMBS; i++) {
            h[i] = (h[i] & below) | (g[i] & ~below);
        }
    }

    private static long word(byte[] bytes, int at) {
        return (bytes[at] & 0xffL)
                | ((bytes[at + 1] & 0xffL) << 8)
                | ((bytes[at + 2] & 0xffL) << 16)
                | ((bytes[at + 3] & 0xffL) << 24);
    }
}
