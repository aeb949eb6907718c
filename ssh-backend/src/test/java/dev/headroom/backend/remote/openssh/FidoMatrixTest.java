package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.jsch.crypto.SecurityKeySignature;
import dev.headroom.backend.remote.openssh.FidoAgent.Kind;
import dev.headroom.backend.remote.openssh.FidoAgent.Presence;
import dev.headroom.backend.remote.trust.HostCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys of a security key (FIDO) that an agent holds, at the real sshd and beside the {@code ssh} client. */
@Timeout(900)
class FidoMatrixTest extends MatrixFixture {
    @ParameterizedTest
    @EnumSource
    void aTouchedSecurityKeyLogsIn(Kind kind) throws Exception {
        try (RealSshd sshd = RealSshd.in(folder.resolve("web")).start();
                FidoAgent agent = agent(kind)) {
            sshd.lets(agent.publicKey());
            at(sshd);
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecurityKeyThatNobodyTouchesDoesNot(Kind kind) throws Exception {
        try (RealSshd sshd = RealSshd.in(folder.resolve("web")).start();
                FidoAgent agent = agent(kind)) {
            sshd.lets(agent.publicKey());
            agent.presence(Presence.NOBODY);
            at(sshd);
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            compared.saying("the agent did not sign: its security key was not touched or is not plugged in");
        }
    }

    /** The operator is not asked to touch a device for a host that does not know its key. */
    @ParameterizedTest
    @EnumSource
    void aHostThatDoesNotKnowTheSecurityKeyGetsNoSignature(Kind kind) throws Exception {
        try (RealSshd sshd = RealSshd.in(folder.resolve("web")).start();
                FidoAgent agent = agent(kind)) {
            at(sshd);
            Comparison.of(home, "web").isForBoth(Verdict.REFUSED);
            assertThat(agent.asked()).isZero();
        }
    }

    /** The server wants a touch; this device signs without one. */
    @ParameterizedTest
    @EnumSource
    void aSignatureWithoutATouchIsRefusedUnlessTheServerAllowsIt(Kind kind) throws Exception {
        try (RealSshd sshd = RealSshd.in(folder.resolve("web")).start();
                FidoAgent agent = agent(kind)) {
            sshd.lets(agent.publicKey());
            agent.presence(Presence.NOT_ASKED);
            at(sshd);
            Comparison.of(home, "web").isForBoth(Verdict.REFUSED);
            Files.writeString(sshd.file("authorized_keys"), "no-touch-required " + agent.publicKey() + "\n");
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatWantsThePinTakesOnlyAVerifiedSignature(Kind kind) throws Exception {
        try (RealSshd sshd = RealSshd.in(folder.resolve("web"))
                        .with("PubkeyAuthOptions verify-required")
                        .start();
                FidoAgent agent = agent(kind)) {
            sshd.lets(agent.publicKey());
            at(sshd);
            Comparison.of(home, "web").isForBoth(Verdict.REFUSED);
            agent.presence(Presence.VERIFIED);
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateOfASecurityKeyLogsIn(Kind kind) throws Exception {
        String authority = folder.resolve("authority").toString();
        Processes.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", authority);
        try (RealSshd sshd = RealSshd.in(folder.resolve("web"))
                        .with("TrustedUserCAKeys " + authority + ".pub")
                        .start();
                FidoAgent agent = agent(kind)) {
            Path key = Files.writeString(folder.resolve("fido.pub"), agent.publicKey() + "\n");
            Processes.run("ssh-keygen", "-q", "-s", authority, "-I", "a name", "-n", "root", key.toString());
            agent.certified(Files.readString(folder.resolve("fido-cert.pub")));
            at(sshd);
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    /** JSch checks no signature of a security key: Headroom does. CERT options, then lines of known_hosts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-n 127.0.0.1                | @cert-authority * AUTHORITY                          |               | LOGGED_IN",
                "-n 127.0.0.2                | @cert-authority * AUTHORITY                          |               | HOST_KEY_UNKNOWN",
                "-n 127.0.0.1 -V -2w:-1w     | @cert-authority * AUTHORITY                          |               | HOST_KEY_UNKNOWN",
                "-n 127.0.0.1                | @cert-authority elsewhere AUTHORITY                  |               | HOST_KEY_UNKNOWN",
                "-n 127.0.0.1                | @cert-authority * AUTHORITY;@revoked * AUTHORITY     |               | HOST_KEY_REVOKED",
                "-n 127.0.0.1                | @cert-authority * AUTHORITY                          | CASignatureAlgorithms -sk-* | HOST_KEY_UNKNOWN",
                "-n 127.0.0.1                | @cert-authority * AUTHORITY                          | CASignatureAlgorithms sk-*  | LOGGED_IN"
            })
    void aCertificateOfAHostThatASecurityKeySigned(
            String options, String lines, @Nullable String setting, Verdict expected) throws Exception {
        for (Kind kind : Kind.values()) {
            Path folderOfKind = Files.createDirectories(folder.resolve(kind.name()));
            home = OperatorHome.in(folderOfKind);
            try (FidoAgent agent = FidoAgent.start(kind, folderOfKind.resolve("agent"));
                    RealSshd sshd = certified(folderOfKind.resolve("web"), agent, options)) {
                sshd.lets(home.key("id_ed25519", "ed25519"));
                home.append(
                                "known_hosts",
                                lines.replace("AUTHORITY", agent.publicKey()).replace(";", "\n"))
                        .config(host("web", sshd) + (setting == null ? "" : "  " + setting + "\n"));
                Comparison.of(home, "web").isForBoth(expected);
            }
        }
    }

    /** The certificate is signed by the right key, then one bit of it is changed. */
    @Test
    void aCertificateThatWasChangedDoesNotCount() throws Exception {
        try (FidoAgent agent = agent(Kind.ED25519);
                RealSshd sshd = certified(folder.resolve("web"), agent, "-n 127.0.0.1")) {
            sshd.lets(home.key("id_ed25519", "ed25519"));
            byte[] certificate = blob(Files.readString(folder.resolve("web/host_ed25519-cert.pub")));
            HostCertificate.Signed signed = HostCertificate.signed(certificate).orElseThrow();
            byte[] authority = HostCertificate.of(certificate).orElseThrow().authority();
            SecurityKeySignature kind = SecurityKeySignature.ED25519;
            assertThat(kind.verifies(authority, signed.text(), signed.signature()))
                    .isTrue();
            for (int i = 0; i < signed.signature().length; i++) {
                byte[] damaged = signed.signature().clone();
                damaged[i] ^= 1;
                assertThat(kind.verifies(authority, signed.text(), damaged))
                        .as("byte %d", i)
                        .isFalse();
                assertThat(kind.verifies(authority, signed.text(), Arrays.copyOf(signed.signature(), i)))
                        .isFalse();
            }
            byte[] other = signed.text().clone();
            other[other.length - 1] ^= 1;
            assertThat(kind.verifies(authority, other, signed.signature())).isFalse();
            assertThat(SecurityKeySignature.ECDSA.verifies(authority, signed.text(), signed.signature()))
                    .isFalse();
        }
    }

    private static byte[] blob(String line) {
        return Base64.getDecoder().decode(line.split(" ", 3)[1]);
    }

    /** A server whose certificate the agent's key has signed. */
    private static RealSshd certified(Path web, FidoAgent agent, String options) throws Exception {
        Path hostKey = Files.createDirectories(web).resolve("host_ed25519");
        Processes.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", hostKey.toString());
        Path authority = Files.writeString(web.resolve("fido.pub"), agent.publicKey() + "\n");
        List<String> command =
                new ArrayList<>(List.of("ssh-keygen", "-q", "-h", "-U", "-s", authority.toString(), "-I", "web"));
        command.addAll(List.of(options.split(" ")));
        command.add(hostKey + ".pub");
        Processes.Ended signed = Processes.toTheEnd(
                command,
                Map.of("PATH", "/usr/bin:/bin", "SSH_AUTH_SOCK", agent.socket().toString()));
        assertThat(signed.code()).as(signed.said()).isZero();
        return RealSshd.in(web).with("HostCertificate " + hostKey + "-cert.pub").start();
    }

    private FidoAgent agent(Kind kind) throws Exception {
        FidoAgent agent = FidoAgent.start(kind, folder.resolve("agent"));
        home.agent(agent.socket());
        return agent;
    }

    private void at(RealSshd sshd) throws IOException {
        home.knows(sshd).config(host("web", sshd));
    }
}
