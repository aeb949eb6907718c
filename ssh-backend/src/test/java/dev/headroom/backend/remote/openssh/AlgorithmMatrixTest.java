package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.LoginKeys;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.SessionSettings;
import dev.headroom.backend.remote.SessionSettings.Algorithms;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.trust.HostKeyFiles;
import dev.headroom.ma2scf.model.ServerId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts with few algorithms, by the real sshd: Headroom ends as the {@code ssh} client does. */
@Timeout(900)
class AlgorithmMatrixTest extends MatrixFixture {
    private static final ServerId WEB = new ServerId("web");

    private String key;

    @BeforeEach
    void makeHome() throws Exception {
        key = home.key("id_ed25519", "ed25519");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KexAlgorithms curve25519-sha256",
                "KexAlgorithms curve25519-sha256@libssh.org",
                "KexAlgorithms ecdh-sha2-nistp256",
                "KexAlgorithms ecdh-sha2-nistp384",
                "KexAlgorithms ecdh-sha2-nistp521",
                "KexAlgorithms diffie-hellman-group-exchange-sha256",
                "KexAlgorithms diffie-hellman-group16-sha512",
                "KexAlgorithms diffie-hellman-group18-sha512",
                "KexAlgorithms diffie-hellman-group14-sha256",
                "Ciphers chacha20-poly1305@openssh.com",
                "Ciphers aes128-ctr",
                "Ciphers aes192-ctr",
                "Ciphers aes256-ctr",
                "Ciphers aes128-gcm@openssh.com",
                "Ciphers aes256-gcm@openssh.com",
                "MACs umac-64-etm@openssh.com,umac-128@openssh.com",
            })
    void withThisAlone(String setting) throws Exception {
        compare(Algorithms.ours(), "", setting).isForBoth(Verdict.LOGGED_IN);
    }

    @Test
    void withTheExchangeThatOpensshPrefersFromItsRelease85On() throws Exception {
        Assumptions.assumeTrue(OtherRelease.isAtLeast(8, 5), "older ones have no sntrup761x25519");
        compare(Algorithms.ours(), "", "KexAlgorithms sntrup761x25519-sha512@openssh.com")
                .isForBoth(Verdict.LOGGED_IN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hmac-sha2-256-etm@openssh.com",
                "hmac-sha2-512-etm@openssh.com",
                "hmac-sha1-etm@openssh.com",
                "hmac-sha2-256",
                "hmac-sha2-512",
                "hmac-sha1",
            })
    void withThisMacAloneWhereTheCipherNeedsOne(String mac) throws Exception {
        compare(Algorithms.ours(), "", "Ciphers aes128-ctr", "MACs " + mac).isForBoth(Verdict.LOGGED_IN);
    }

    @ParameterizedTest
    @CsvSource({
        "KexAlgorithms diffie-hellman-group14-sha1,no common key exchange: the host offers diffie-hellman-group14-sha1",
        "Ciphers aes128-cbc,say 'Ciphers +aes128-cbc' for it in ssh_config",
        "KexAlgorithms diffie-hellman-group1-sha1,'KexAlgorithms +diffie-hellman-group1-sha1'"
    })
    void weakAlgorithmsAreNotTakenUnasked(String setting, String said) throws Exception {
        compare(Algorithms.ours(), "", setting)
                .isForBoth(Verdict.NO_COMMON_ALGORITHM)
                .saying(said);
    }

    @Test
    void weakAlgorithmsAreTakenWhereTheOperatorNamesThem() throws Exception {
        compare(
                        new Algorithms(
                                Optional.of(List.of("curve25519-sha256", "diffie-hellman-group14-sha1")),
                                Optional.of(List.of("aes128-ctr", "aes128-cbc")),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        "  KexAlgorithms +diffie-hellman-group14-sha1\n  Ciphers +aes128-cbc\n",
                        "KexAlgorithms diffie-hellman-group14-sha1",
                        "Ciphers aes128-cbc")
                .isForBoth(Verdict.LOGGED_IN);
    }

    @Test
    void aListOfTheOperatorMayLeaveNothingInCommon() throws Exception {
        compare(
                        new Algorithms(
                                Optional.empty(),
                                Optional.of(List.of("aes256-gcm@openssh.com")),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        "  Ciphers aes256-gcm@openssh.com\n",
                        "Ciphers aes128-ctr")
                .isForBoth(Verdict.NO_COMMON_ALGORITHM)
                .saying(
                        "by the line Ciphers of your configuration of ssh, Headroom offers only aes256-gcm@openssh.com.");
    }

    /** See decision 0083: neither Java nor JSch has these. */
    @ParameterizedTest
    @CsvSource({"MACs umac-64@openssh.com,Ciphers aes128-ctr,no common"})
    void whatOnlySshHasIsSaidToBeMissing(String first, String second, String said) throws Exception {
        Comparison comparison = compare(Algorithms.ours(), "", first, second);
        assertThat(comparison.ssh()).isEqualTo(Verdict.LOGGED_IN);
        assertThat(comparison.headroom()).isEqualTo(Verdict.NO_COMMON_ALGORITHM);
        comparison.saying(said);
    }

    private Comparison compare(Algorithms ours, String ssh, String... settings) throws Exception {
        try (RealSshd web = RealSshd.in(folder.resolve("web")).with(settings).start()) {
            web.lets(key);
            home.knows(web).config(host("web", web) + ssh);
            var session = new SessionSettings(Optional.empty(), Optional.empty(), Optional.empty(), ours);
            return Comparison.of(
                    home,
                    "web",
                    new SshTarget(
                            WEB,
                            web.address(),
                            web.port(),
                            "root",
                            new LoginKeys(List.of(home.ssh("id_ed25519")), false, Optional.empty()),
                            HostKeyFiles.only(home.ssh("known_hosts")),
                            Route.direct(),
                            session));
        }
    }
}
