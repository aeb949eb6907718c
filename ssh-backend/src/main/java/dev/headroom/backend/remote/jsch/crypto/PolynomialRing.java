package dev.headroom.backend.remote.jsch.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * Polynomials over the integers modulo a prime, modulo x^761 - x - 1. Coefficients, that of the lowest power first, are
 * centred: for the modulus 3 they are -1, 0 and 1.
 *
 * @param modulus an odd prime of at most 13 bits, so that no sum of two products is too large
 */
record PolynomialRing(int modulus) {
    static final int DEGREE = 761;

    /** The number of division steps after which each polynomial is divided. */
    private static final int STEPS = 2 * DEGREE - 1;

    int centred(long value) {
        int half = modulus / 2;
        return Math.floorMod(value + half, modulus) - half;
    }

    int[] product(int[] one, int[] other) {
        long[] wide = new long[2 * DEGREE - 1];
        for (int i = 0; i < DEGREE; i++) {
            for (int j = 0; j < DEGREE; j++) {
                wide[i + j] += (long) one[i] * other[j];
            }
        }
        for (int i = wide.length - 1; i >= DEGREE; i--) { // x^761 is x + 1
            wide[i - DEGREE] += wide[i];
            wide[i - DEGREE + 1] += wide[i];
        }
        return Arrays.stream(wide, 0, DEGREE).mapToInt(this::centred).toArray();
    }

    /**
     * The polynomial whose product with this one is 1; empty if there is none. Source: Bernstein and Yang, "Fast
     * constant-time gcd computation and modular inversion" (2019), section 5: the steps work on reversed coefficients.
     */
    Optional<int[]> inverse(int[] polynomial) {
        int[] divided = new int[DEGREE + 1];
        divided[0] = 1;
        divided[DEGREE - 1] = -1;
        divided[DEGREE] = -1;
        int[] divisor = new int[DEGREE + 1];
        for (int i = 0; i < DEGREE; i++) {
            divisor[DEGREE - 1 - i] = polynomial[i];
        }
        int[] ofDivided = new int[DEGREE + 1];
        int[] ofDivisor = new int[DEGREE + 1];
        ofDivisor[0] = 1;
        int delta = 1;
        for (int step = 0; step < STEPS; step++) {
            System.arraycopy(ofDivided, 0, ofDivided, 1, DEGREE);
            ofDivided[0] = 0;
            if (delta > 0 && divisor[0] != 0) {
                int[] swapped = divided;
                divided = divisor;
                divisor = swapped;
                swapped = ofDivided;
                ofDivided = ofDivisor;
                ofDivisor = swapped;
                delta = -delta;
            }
            delta++;
            int factor = divided[0];
            int part = divisor[0];
            subtract(divisor, factor, divided, part);
            subtract(ofDivisor, factor, ofDivided, part);
            System.arraycopy(divisor, 1, divisor, 0, DEGREE);
            divisor[DEGREE] = 0;
        }
        return delta == 0 ? Optional.of(reversed(ofDivided, reciprocal(divided[0]))) : Optional.empty();
    }

    /** Makes {@code from} to {@code from * factor - other * part}. */
    private void subtract(int[] from, int factor, int[] other, int part) {
        for (int i = 0; i <= DEGREE; i++) {
            from[i] = centred(from[i] * factor - other[i] * part);
        }
    }

    private int[] reversed(int[] polynomial, int scale) {
        int[] result = new int[DEGREE];
        for (int i = 0; i < DEGREE; i++) {
            result[i] = centred((long) scale * polynomial[DEGREE - 1 - i]);
        }
        return result;
    }

    private int reciprocal(int value) {
        return BigInteger.valueOf(value).modInverse(BigInteger.valueOf(modulus)).intValueExact();
    }
}
