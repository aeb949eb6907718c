package dev.headroom.backend.remote.jsch.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    Path folder;

    /** The number begins with the byte of a SEQUENCE, as that of one key in 256 does. */
    @Test
    void aPrivateNumberThatLooksLikeDerIsANumber() throws Exception {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        BigInteger number = BigInteger.valueOf(0x30_7f).shiftLeft(240).add(BigInteger.TWO);
        byte[] pkcs8 = KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(number, curve.getParameterSpec(ECParameterSpec.class)))
                .getEncoded();
        Path file = folder.resolve("key");
        String text = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(pkcs8));
        Files.writeString(file, text);
        assertThat(KeyFile.read(file)).isEqualTo(text.getBytes(StandardCharsets.US_ASCII));
    }
}
