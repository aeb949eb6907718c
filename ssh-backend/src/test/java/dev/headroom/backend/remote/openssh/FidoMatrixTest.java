package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.openssh.FidoAgent.Kind;
import dev.headroom.backend.remote.openssh.FidoAgent.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
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

    /** JSch checks no signature of a security key: the host is not believed, and the sentence says why. */
    @ParameterizedTest
    @EnumSource
    void aCertificateOfAHostThatASecurityKeySignedDoesNotCount(Kind kind) throws Exception {
        Path hostKey = Files.createDirectories(folder.resolve("web")).resolve("host_ed25519");
        Processes.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", hostKey.toString());
        try (FidoAgent agent = agent(kind)) {
            Path authority = Files.writeString(folder.resolve("fido.pub"), agent.publicKey() + "\n");
            Processes.Ended signed = Processes.toTheEnd(
                    List.of(
                            "ssh-keygen",
                            "-q",
                            "-h",
                            "-U",
                            "-s",
                            authority.toString(),
                            "-I",
                            "web",
                            "-n",
                            "127.0.0.1",
                            hostKey + ".pub"),
                    Map.of(
                            "PATH",
                            "/usr/bin:/bin",
                            "SSH_AUTH_SOCK",
                            agent.socket().toString()));
            assertThat(signed.code()).as(signed.said()).isZero();
            try (RealSshd sshd = RealSshd.in(folder.resolve("web"))
                    .with("HostCertificate " + hostKey + "-cert.pub")
                    .start()) {
                sshd.lets(home.key("id_ed25519", "ed25519"));
                home.append("known_hosts", "@cert-authority * " + agent.publicKey())
                        .config(host("web", sshd));
                Comparison compared = Comparison.of(home, "web");
                assertThat(compared.ssh()).as(compared.said()).isEqualTo(Verdict.LOGGED_IN);
                assertThat(compared.headroom()).isEqualTo(Verdict.HOST_KEY_UNKNOWN);
                compared.saying("its certificate does not count: CA signature algorithm 'sk-");
            }
        }
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
