package dev.headroom.backend.remote.jsch.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.Identity;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferedKeyTest {
    private static final Identity SIGNER = (Identity) Proxy.newProxyInstance(
            OfferedKeyTest.class.getClassLoader(), new Class<?>[] {Identity.class}, (_, method, _) -> {
                throw new AssertionError(method.getName());
            });

    /** A host lists the plain names of signatures that it takes, also those under the keys of certificates. */
    @ParameterizedTest
    @CsvSource({
        "ssh-ed25519, ssh-ed25519, true",
        "ssh-ed25519-cert-v01@openssh.com, ssh-ed25519, true",
        "ssh-rsa, rsa-sha2-256, true",
        "ssh-rsa, ssh-rsa, true",
        "ssh-rsa-cert-v01@openssh.com, rsa-sha2-512, true",
        "sk-ssh-ed25519-cert-v01@openssh.com, sk-ssh-ed25519@openssh.com, true",
        "ssh-ed25519, rsa-sha2-512, false",
        "ssh-rsa, ssh-ed25519, false",
        "sk-ssh-ed25519@openssh.com, ssh-ed25519, false",
        "ecdsa-sha2-nistp256, ecdsa-sha2-nistp384, false"
    })
    void isTakenByItsPlainType(String type, String taken, boolean is) {
        var key = new OfferedKey(SIGNER, new Blob(new byte[] {1}), type, "the key");
        assertThat(key.isPlainlyOf(List.of(taken))).isEqualTo(is);
    }
}
