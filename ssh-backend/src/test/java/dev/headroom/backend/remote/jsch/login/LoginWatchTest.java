package dev.headroom.backend.remote.jsch.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoginWatchTest {
    private static final List<String> OURS = List.of(
            "rsa-sha2-512-cert-v01@openssh.com",
            "rsa-sha2-256-cert-v01@openssh.com",
            "ssh-ed25519",
            "rsa-sha2-512",
            "rsa-sha2-256");

    /** Each offer is one of the host's MaxAuthTries: an RSA key that is offered twice hides another key. */
    @Test
    void anRsaKeyIsOfferedOnceAsByTheFirstAlgorithmThatTheHostTakes() {
        assertThat(LoginWatch.once(OURS, Set.of("ssh-ed25519", "rsa-sha2-256", "rsa-sha2-512")))
                .containsExactly("rsa-sha2-512-cert-v01@openssh.com", "ssh-ed25519", "rsa-sha2-512");
        assertThat(LoginWatch.once(OURS, Set.of("ssh-ed25519", "rsa-sha2-256")))
                .containsExactly("rsa-sha2-256-cert-v01@openssh.com", "ssh-ed25519", "rsa-sha2-256");
    }

    /** OpenSSH 7.4 does not list what it takes: https://bugzilla.mindrot.org/show_bug.cgi?id=2680 */
    @Test
    void aHostThatListsNeitherIsOfferedBoth() {
        assertThat(LoginWatch.once(OURS, Set.of("ssh-ed25519"))).isEqualTo(OURS);
    }
}
