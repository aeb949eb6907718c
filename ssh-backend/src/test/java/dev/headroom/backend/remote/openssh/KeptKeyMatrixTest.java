package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that an agent keeps for some hosts ({@code ssh-add -h}): used where {@code ssh} uses them. See decision 0099. */
@Timeout(900)
class KeptKeyMatrixTest extends MatrixFixture {
    private final List<RealSshd> running = new ArrayList<>();
    private RealAgent agent;
    private String key;

    @BeforeEach
    void startAgent() throws Exception {
        agent = RealAgent.start(folder.resolve("agent"));
        home.agent(agent.socket());
        key = home.key("kept", "ed25519");
    }

    @AfterEach
    void end() {
        running.forEach(RealSshd::close);
        agent.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aKeyThatIsKeptForAHostIsUsedThere(String hostKey) throws Exception {
        RealSshd web = started("web", sshd("web").hostKeys(hostKey), hostKey);
        keep(name(web));
        Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sntrup761x25519-sha512@openssh.com",
                "curve25519-sha256",
                "ecdh-sha2-nistp256",
                "ecdh-sha2-nistp384",
                "ecdh-sha2-nistp521",
                "diffie-hellman-group14-sha256",
                "diffie-hellman-group16-sha512",
                "diffie-hellman-group-exchange-sha256"
            })
    void afterEachWayToExchangeKeys(String exchange) throws Exception {
        RealSshd web = started("web", sshd("web").with("KexAlgorithms " + exchange), "ed25519");
        keep(name(web));
        Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
    }

    @Test
    void aKeyThatIsKeptForAnotherHostIsNotOffered() throws Exception {
        RealSshd other = started("other", sshd("other").at("127.0.0.2"), "ed25519");
        RealSshd web = started("web", sshd("web"), "ed25519");
        keep(name(other));
        agentsOwn("free");
        Comparison compared = Comparison.of(home, "web");
        compared.isForBoth(Verdict.REFUSED).saying("the agent keeps the agent's key 'kept' (SHA256:");
        assertThat(web.log().split("Failed publickey", -1)).hasSize(3);
    }

    @Test
    void aKeyThatIsKeptForAnotherUserIsNotUsed() throws Exception {
        RealSshd web = started("web", sshd("web"), "ed25519");
        keep("alice@" + name(web));
        Comparison.of(home, "web").isForBoth(Verdict.REFUSED);
    }

    @Test
    void manyKeysForOtherHostsDoNotUseUpTheTriesOfAHost() throws Exception {
        RealSshd other = started("other", sshd("other").at("127.0.0.2"), "ed25519");
        RealSshd web = started("web", sshd("web").with("MaxAuthTries 3"), "ed25519");
        for (int i = 0; i < 6; i++) {
            home.key("other" + i, "ed25519");
            keep(name(other), "other" + i);
        }
        keep(name(web));
        Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
    }

    @Test
    void eachMachineOfAWayThroughAJumpHostIsProven() throws Exception {
        RealSshd jump = started("jump", sshd("jump").at("127.0.0.2"), "ed25519");
        RealSshd web = started("web", sshd("web"), "ed25519");
        home.config("Host web\n  ProxyJump jump\n");
        keep(name(jump));
        home.key("of-web", "ed25519");
        web.lets(Files.readString(home.ssh("of-web.pub")));
        Files.delete(web.file("authorized_keys"));
        web.lets(Files.readString(home.ssh("of-web.pub")));
        keep(name(web), "of-web");
        Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
    }

    /** The agent gets the certificate, and compares its authority. */
    @Test
    void aKeyThatIsKeptForTheHostsOfAnAuthorityIsUsedThere() throws Exception {
        Path authority = folder.resolve("authority");
        Processes.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", authority.toString());
        Path hostKey = Files.createDirectories(folder.resolve("web")).resolve("host_ed25519");
        Processes.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", hostKey.toString());
        Processes.run(
                "ssh-keygen", "-q", "-h", "-s", authority.toString(), "-I", "web", "-n", "web-alias", hostKey + ".pub");
        RealSshd web = sshd("web")
                .with("HostCertificate " + hostKey + "-cert.pub")
                .start()
                .lets(key);
        running.add(web);
        home.append("known_hosts", "@cert-authority web-alias " + Files.readString(Path.of(authority + ".pub")));
        block("web", web);
        home.config("  HostKeyAlias web-alias");
        keep("web-alias");
        Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
    }

    private void keep(String host) throws Exception {
        keep(host, "kept");
    }

    /** From now on the agent has the key for this host only, and no file does. */
    private void keep(String host, String name) throws Exception {
        agent.add(
                "-H",
                home.ssh("known_hosts").toString(),
                "-h",
                host,
                home.ssh(name).toString());
        Files.delete(home.ssh(name));
    }

    private void agentsOwn(String name) throws Exception {
        home.key(name, "ed25519");
        agent.add(home.ssh(name).toString());
        Files.delete(home.ssh(name));
    }

    private RealSshd.Setup sshd(String name) {
        return RealSshd.in(folder.resolve(name));
    }

    /** A server that lets the kept key in, whose key is known, and that ssh finds under the name. */
    private RealSshd started(String name, RealSshd.Setup setup, String hostKey) throws Exception {
        RealSshd sshd = setup.start().lets(key);
        running.add(sshd);
        home.knows(sshd, hostKey);
        block(name, sshd);
        return sshd;
    }

    private void block(String name, RealSshd sshd) throws IOException {
        home.config("Host %s\n  HostName %s\n  Port %d\n".formatted(name, sshd.address(), sshd.port()));
    }

    private static String name(RealSshd sshd) {
        return "[%s]:%d".formatted(sshd.address(), sshd.port());
    }
}
