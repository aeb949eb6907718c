package dev.headroom.backend.remote.jsch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against one key, one encapsulation of BouncyCastle 1.84; {@code sntrup761.txt} holds them. */
class Sntrup761KeyTest {
    private static final int MODULUS = 4591;

    @Test
    void opensWhatAnotherImplementationEncapsulated() throws IOException {
        Map<String, byte[]> known = known();
        assertThat(key(known).secretIn(known.get("ct"))).isEqualTo(known.get("k"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500, 1006, 1007, 1038})
    void aTamperedEncapsulationGivesASecretThatOnlyTheKeyKnows(int at) throws IOException {
        Map<String, byte[]> known = known();
        byte[] tampered = known.get("ct");
        tampered[at] ^= 1;
        byte[] secret = key(known).secretIn(tampered);
        assertThat(secret)
                .hasSize(32)
                .isNotEqualTo(known.get("k"))
                .isEqualTo(key(known).secretIn(tampered));
        known.get("rho")[3] ^= 1;
        assertThat(key(known).secretIn(tampered)).isNotEqualTo(secret);
    }

    @Test
    void aPublicKeyIsWrittenAsByAnotherImplementation() throws IOException {
        assertThat(key(known()).publicKey()).isEqualTo(known().get("pk"));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, MODULUS})
    void theProductWithTheInverseIsOne(int modulus) {
        PolynomialRing ring = new PolynomialRing(modulus);
        int[] one = IntStream.range(0, PolynomialRing.DEGREE)
                .map(i -> i == 0 ? 1 : 0)
                .toArray();
        assertThat(ring.inverse(new int[PolynomialRing.DEGREE])).isEmpty();
        SplittableRandom random = new SplittableRandom(3);
        int found = 0;
        while (found < 5) {
            int[] any = random.ints(PolynomialRing.DEGREE, -1, 2).toArray();
            var inverse = ring.inverse(any);
            if (inverse.isPresent()) {
                found++;
                assertThat(ring.product(any, inverse.get())).isEqualTo(one);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"4591, 761, 1158", "1531, 761, 1007", "256, 1, 1", "257, 1, 2", "2, 3, 1", "16383, 2, 4"})
    void integersSurviveTheirBytes(int bound, int count, int bytes) {
        int[] integers = new SplittableRandom(7).ints(count, 0, bound).toArray();
        byte[] written = MixedRadix.encode(integers, bound);
        assertThat(written).hasSize(bytes);
        assertThat(MixedRadix.decode(written, bound, count)).isEqualTo(integers);
        byte[] highest = new byte[bytes];
        Arrays.fill(highest, (byte) 0xff);
        assertThat(Arrays.stream(MixedRadix.decode(highest, bound, count)))
                .allMatch(integer -> integer >= 0 && integer < bound);
    }

    private static Sntrup761Key key(Map<String, byte[]> known) {
        int[] polynomial = MixedRadix.decode(known.get("pk"), MODULUS, PolynomialRing.DEGREE);
        return new Sntrup761Key(
                small(known.get("f")),
                small(known.get("ginv")),
                Arrays.stream(polynomial).map(c -> c - MODULUS / 2).toArray(),
                known.get("rho"));
    }

    private static int[] small(byte[] bytes) {
        int[] polynomial = IntStream.range(0, PolynomialRing.DEGREE)
                .map(i -> (bytes[i / 4] >> (2 * (i % 4)) & 3) - 1)
                .toArray();
        assertThat(Sntrup761Key.small(polynomial)).isEqualTo(bytes);
        return polynomial;
    }

    private static Map<String, byte[]> known() throws IOException {
        try (InputStream file = Sntrup761KeyTest.class.getResourceAsStream("sntrup761.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(
                            words -> words[0], words -> HexFormat.of().parseHex(words[1])));
        }
    }
}
