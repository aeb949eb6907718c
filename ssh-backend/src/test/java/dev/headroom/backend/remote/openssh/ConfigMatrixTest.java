package dev.headroom.backend.remote.openssh;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of ssh_config from the file to the real sshd: Headroom ends as the {@code ssh} client does. */
@Timeout(900)
class ConfigMatrixTest {
    @TempDir
    Path folder;

    private OperatorHome home;
    private String key;

    @BeforeAll
    static void needs() {
        OpenSshNeeds.areMet();
    }

    @BeforeEach
    void makeHome() throws Exception {
        home = OperatorHome.in(folder);
        key = home.key("id_ed25519", "ed25519");
    }

    /** The first hop is that of the jump's own block; each hop has its own port there. */
    @Test
    void aJumpIsAHostOfItsOwn() throws Exception {
        try (RealSshd outer = sshd("outer").at("127.0.0.2").start();
                RealSshd inner = sshd("inner").at("127.0.0.3").start();
                RealSshd web = sshd("web").start()) {
            for (RealSshd one : new RealSshd[] {outer, inner, web}) {
                home.knows(one.lets(key));
            }
            home.config(block("web", web) + "  ProxyJump root@inner\n" + block("inner", inner) + "  ProxyJump outer\n"
                    + block("outer", outer) + "Host *\n  User root\n");
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BindAddress 127.0.0.9|LOGGED_IN",
                "AddressFamily inet|LOGGED_IN",
                "Ciphers aes256-ctr|LOGGED_IN",
                "KexAlgorithms -*nistp*,sntrup*|LOGGED_IN",
                "PubkeyAuthentication no|REFUSED",
                "PreferredAuthentications password|REFUSED",
                "PubkeyAcceptedAlgorithms rsa-sha2-512|REFUSED",
                "IdentityFile ~/.ssh/%r-is-not-there|REFUSED",
                "UserKnownHostsFile ~/.ssh/%k.hosts|HOST_KEY_UNKNOWN"
            })
    void aSettingCountsAsForSsh(String line, Verdict verdict) throws Exception {
        try (RealSshd web = sshd("web").start()) {
            home.knows(web.lets(key))
                    .config(block("web", web) + "  " + line + "\nMatch final host 127.0.0.*\n  User root\n");
            Comparison.of(home, "web").isForBoth(verdict);
        }
    }

    private RealSshd.Setup sshd(String name) {
        return RealSshd.in(folder.resolve(name));
    }

    private static String block(String name, RealSshd sshd) {
        return "Host %s\n  HostName %s\n  Port %d\n".formatted(name, sshd.address(), sshd.port());
    }
}
