package dev.headroom.backend.remote.jsch.crypto;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One key pair of Streamlined NTRU Prime with 761 coefficients. It serves one connection. Source: NTRU Prime, round 3
 * (2020), sections 3.2 to 3.4. Immutable. See decision 0098.
 */
final class Sntrup761Key {
    private static final int DEGREE = PolynomialRing.DEGREE;
    private static final PolynomialRing LARGE = new PolynomialRing(4591);
    private static final PolynomialRing SMALL = new PolynomialRing(3);
    private static final int HALF = LARGE.modulus() / 2;

    /** The bound of a coefficient that was rounded to a multiple of 3. */
    private static final int ROUNDED = (LARGE.modulus() + 2) / 3;

    private static final int ROUNDED_BYTES = 1007;
    private static final int HASH_BYTES = 32;

    /** The number of coefficients of a short polynomial that are not 0. */
    private static final int WEIGHT = 286;

    private final int[] shortKey;
    private final int[] inverseKey;
    private final int[] publicPolynomial;
    private final byte[] publicKey;

    /** In place of what was encapsulated where that was tampered with. */
    private final byte[] substitute;

    /** @param substitute as many bytes as an encoded small polynomial has */
    Sntrup761Key(int[] shortKey, int[] inverseKey, int[] publicPolynomial, byte[] substitute) {
        this.shortKey = shortKey.clone();
        this.inverseKey = inverseKey.clone();
        this.publicPolynomial = publicPolynomial.clone();
        this.publicKey = MixedRadix.encode(
                Arrays.stream(publicPolynomial).map(c -> c + HALF).toArray(), LARGE.modulus());
        this.substitute = substitute.clone();
    }

    static Sntrup761Key generate(RandomGenerator random) {
        int[] any;
        Optional<int[]> inverse;
        do {
            any = IntStream.generate(() -> random.nextInt(3) - 1).limit(DEGREE).toArray();
            inverse = SMALL.inverse(any);
        } while (inverse.isEmpty());
        int[] shortKey = shortPolynomial(random);
        int[] tripled = Arrays.stream(shortKey).map(c -> 3 * c).toArray();
        byte[] substitute = new byte[small(any).length];
        random.nextBytes(substitute);
        int[] divided = LARGE.inverse(tripled).orElseThrow(); // modulo 4591 each polynomial but 0 has an inverse
        return new Sntrup761Key(shortKey, inverse.get(), LARGE.product(divided, any), substitute);
    }

    private static int[] shortPolynomial(RandomGenerator random) {
        int[] result = new int[DEGREE];
        for (int i = 0; i < DEGREE; i++) {
            result[i] = i < WEIGHT ? 2 * random.nextInt(2) - 1 : 0;
        }
        for (int i = DEGREE - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = result[i];
            result[i] = result[other];
            result[other] = swapped;
        }
        return result;
    }

    byte[] publicKey() {
        return publicKey.clone();
    }

    /** The secret in an encapsulation; another one, which nobody can guess, in one that was tampered with. */
    byte[] secretIn(byte[] encapsulation) {
        int[] found = opened(encapsulation);
        byte[] encoded = small(found);
        boolean same = MessageDigest.isEqual(encapsulation, encapsulated(found, encoded));
        return hash(same ? 1 : 0, hash(3, same ? encoded : substitute), encapsulation);
    }

    private int[] opened(byte[] encapsulation) {
        int[] rounded = Arrays.stream(MixedRadix.decode(encapsulation, ROUNDED, DEGREE))
                .map(c -> 3 * c - HALF)
                .toArray();
        int[] product = LARGE.product(rounded, shortKey);
        int[] small = Arrays.stream(product)
                .map(c -> SMALL.centred(LARGE.centred(3L * c)))
                .toArray();
        int[] found = SMALL.product(small, inverseKey);
        return Arrays.stream(found).filter(c -> c != 0).count() == WEIGHT
                ? found
                : IntStream.range(0, DEGREE).map(i -> i < WEIGHT ? 1 : 0).toArray();
    }

    private byte[] encapsulated(int[] polynomial, byte[] encoded) {
        int[] rounded = Arrays.stream(LARGE.product(publicPolynomial, polynomial))
                .map(c -> (c - SMALL.centred(c) + HALF) / 3)
                .toArray();
        return ByteBuffer.allocate(ROUNDED_BYTES + HASH_BYTES)
                .put(MixedRadix.encode(rounded, ROUNDED))
                .put(hash(2, hash(3, encoded), hash(4, publicKey)))
                .array();
    }

    /** Four coefficients a byte. */
    static byte[] small(int[] polynomial) {
        byte[] bytes = new byte[(polynomial.length + 3) / 4];
        for (int i = 0; i < polynomial.length; i++) {
            bytes[i / 4] |= (byte) ((polynomial[i] + 1) << (2 * (i % 4)));
        }
        return bytes;
    }

    private static byte[] hash(int purpose, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update((byte) purpose);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return Arrays.copyOf(digest.digest(), HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java has SHA-512.", e);
        }
    }
}
