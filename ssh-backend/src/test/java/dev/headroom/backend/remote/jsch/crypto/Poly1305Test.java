package dev.headroom.backend.remote.jsch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Poly1305Test {
    private static final HexFormat HEX = HexFormat.of();

    /** RFC 8439, section 2.5.2. */
    @Test
    void isThatOfTheStandard() {
        byte[] message = "Cryptographic Forum Research Group".getBytes(StandardCharsets.US_ASCII);
        byte[] key = HEX.parseHex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b");
        assertThat(HEX.formatHex(new Poly1305(key).tag(message, 0, message.length)))
                .isEqualTo("a8061dc1305136c6c22b8baf0c0127a9");
    }

    /** RFC 8439, appendix A.3, vectors 7 to 11: values around the modulus. */
    @ParameterizedTest
    @CsvSource({
        "02,00,ffffffffffffffffffffffffffffffff,03",
        "02,ffffffffffffffffffffffffffffffff,02,03",
        "01,00,fffffffffffffffffffffffffffffffff0ffffffffffffffffffffffffffffff11000000000000000000000000000000,05",
        "01,00,fffffffffffffffffffffffffffffffffbfefefefefefefefefefefefefefefe01010101010101010101010101010101,00",
        "02,00,fdffffffffffffffffffffffffffffff,faffffffffffffffffffffffffffffff"
    })
    void carriesAroundTheModulus(String r, String s, String message, String tag) {
        byte[] key = new byte[32];
        put(r, key, 0);
        put(s, key, 16);
        byte[] expected = new byte[16];
        put(tag, expected, 0);
        byte[] text = new byte[Math.max(16, message.length() / 2)];
        put(message, text, 0);
        assertThat(new Poly1305(key).tag(text, 0, text.length)).isEqualTo(expected);
    }

    @Test
    void isTheSameAsByIntegersOfAnySize() {
        var random = new SplittableRandom(1305);
        for (int i = 0; i < 3_000; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            byte[] message = new byte[random.nextInt(80)];
            random.nextBytes(message);
            assertThat(new Poly1305(key).tag(message, 0, message.length)).isEqualTo(byIntegers(key, message));
        }
    }

    private static byte[] byIntegers(byte[] key, byte[] message) {
        BigInteger r = little(Arrays.copyOf(key, 16)).and(new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16));
        BigInteger p = BigInteger.TWO.pow(130).subtract(BigInteger.valueOf(5));
        BigInteger h = BigInteger.ZERO;
        for (int at = 0; at < message.length; at += 16) {
            byte[] block = Arrays.copyOfRange(message, at, Math.min(at + 16, message.length));
            h = h.add(little(block))
                    .add(BigInteger.TWO.pow(8 * block.length))
                    .multiply(r)
                    .mod(p);
        }
        byte[] sum = h.add(little(Arrays.copyOfRange(key, 16, 32))).toByteArray();
        byte[] tag = new byte[16];
        for (int i = 0; i < Math.min(16, sum.length); i++) {
            tag[i] = sum[sum.length - 1 - i];
        }
        return tag;
    }

    private static BigInteger little(byte[] bytes) {
        byte[] big = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            big[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, big);
    }

    private static void put(String hex, byte[] to, int at) {
        byte[] bytes = HEX.parseHex(hex);
        System.arraycopy(bytes, 0, to, at, bytes.length);
    }
}
