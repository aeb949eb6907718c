package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.ma2scf.model.ServerId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was reported of other programs about jump hosts: Headroom ends as the {@code ssh} client does. */
@Timeout(900)
class JumpMatrixTest extends JourneyFixture {
    /** https://github.com/MisterTea/EternalTerminal/pull/705: another port and an alias; 559 is the alias alone. */
    @ParameterizedTest
    @CsvSource({"jump", "root@jump", "jump:PORT", "root@jump:PORT", "ssh://root@jump:PORT"})
    void aJumpHostIsFoundByItsAliasAndItsPort(String form) throws Exception {
        RealSshd jump = known(sshd("jump").at("127.0.0.2"), "jump-key");
        int port = form.contains("PORT") ? 1 : jump.port();
        known(sshd("web"), "web");
        home.config("Host jump\n  HostName 127.0.0.2\n  Port %d\n".formatted(port) + "Host web\n  ProxyJump "
                + form.replace("PORT", String.valueOf(jump.port())));
        Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        assertThat(accepted(jump)).isEqualTo(2);
    }

    /** https://github.com/apache/mina-sshd/issues/318 and https://github.com/MisterTea/EternalTerminal/issues/740 */
    @Test
    void aJumpHostMayHaveAJumpHostOfItsOwn() throws Exception {
        RealSshd outer = known(sshd("outer").at("127.0.0.2"), "outer");
        RealSshd inner = known(sshd("inner").at("127.0.0.3"), "inner");
        known(sshd("web"), "web");
        home.config("Host inner\n  ProxyJump outer\nHost web\n  ProxyJump root@inner:" + inner.port());
        Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        assertThat(accepted(outer)).isEqualTo(2);
        assertThat(accepted(inner)).isEqualTo(2);
    }

    /** In a list only the first jump host is reached by its own; the list itself is the way to the others. */
    @Test
    void aListOfJumpHostsIsTheWayToEachButTheFirst() throws Exception {
        RealSshd outer = known(sshd("outer").at("127.0.0.2"), "outer");
        RealSshd first = known(sshd("first").at("127.0.0.3"), "first");
        known(sshd("second").at("127.0.0.4"), "second");
        known(sshd("web"), "web");
        home.config("""
            Host first
              ProxyJump outer
            Host second
              ProxyJump no-such-host.invalid
            Host web
              ProxyJump first,second
            """);
        Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        assertThat(accepted(outer)).isEqualTo(2);
        assertThat(accepted(first)).isEqualTo(2);
    }

    /** https://github.com/dbeaver/dbeaver/issues/19854: a certificate was checked for localhost. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1,LOGGED_IN", "localhost,HOST_KEY_UNKNOWN", "127.0.0.2,HOST_KEY_UNKNOWN"})
    void aCertificateBehindAJumpHostIsOfTheHostItself(String principal, Verdict expected) throws Exception {
        known(sshd("jump").at("127.0.0.2"), "jump");
        Path authority = folder.resolve("authority");
        Processes.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", authority.toString());
        Path hostKey = Files.createDirectories(folder.resolve("web")).resolve("host_ed25519");
        Processes.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", hostKey.toString());
        Processes.run(
                "ssh-keygen", "-q", "-h", "-s", authority.toString(), "-I", "web", "-n", principal, hostKey + ".pub");
        RealSshd web = started(sshd("web").with("HostCertificate " + hostKey + "-cert.pub"))
                .lets(key);
        home.append("known_hosts", "@cert-authority * " + Files.readString(Path.of(authority + ".pub")));
        home.config(host("web", web) + "  ProxyJump jump\n");
        Comparison.of(home, "web").isForBoth(expected);
    }

    /** https://github.com/connectbot/connectbot/pull/1908: the key of the jump host was looked up as that of the host. */
    @Test
    void theKeyOfAJumpHostIsNotTakenForThatOfTheHost() throws Exception {
        RealSshd jump = started(sshd("jump").at("127.0.0.2")).lets(key);
        RealSshd web = started(sshd("web")).lets(key);
        home.config(host("jump", jump) + host("web", web) + "  ProxyJump jump\n");
        home.append("known_hosts", name(jump) + " " + web.hostKey("ed25519"));
        home.append("known_hosts", name(web) + " " + jump.hostKey("ed25519"));
        Comparison.of(home, "web").isForBoth(Verdict.HOST_KEY_CHANGED).saying("jump");
        assertThat(accepted(jump)).isZero();
    }

    @Test
    void theAliasOfAHostKeyIsNotThatOfTheJumpHost() throws Exception {
        known(sshd("jump").at("127.0.0.2"), "jump");
        RealSshd web = started(sshd("web")).lets(key);
        home.append("known_hosts", "web-alias " + web.hostKey("ed25519"));
        home.config(host("web", web) + "  HostKeyAlias web-alias\n  ProxyJump jump\n");
        Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
    }

    /** https://github.com/jeanp413/open-remote-ssh/pull/337: port, and so user and keys, are each machine's own. */
    @Test
    void aJumpHostTakesNoSettingOfTheHost() throws Exception {
        RealSshd jump = started(sshd("jump").at("127.0.0.2")).lets(home.key("of-jump", "ed25519"));
        RealSshd web = started(sshd("web")).lets(home.key("of-web", "ed25519"));
        home.knows(jump).knows(web);
        home.config(host("jump", jump) + "  IdentityFile ~/.ssh/of-jump\n  IdentitiesOnly yes\n");
        home.config(host("web", web) + "  User root\n  IdentityFile ~/.ssh/of-web\n  IdentitiesOnly yes\n"
                + "  ConnectTimeout 60\n  ProxyJump jump\n");
        Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
    }

    /** https://github.com/GlassHaven/Haven/issues/383: nothing limited the time to connect through a jump host. */
    @Test
    void aSilentHostBehindAJumpHostIsGivenUp() throws Exception {
        known(sshd("jump").at("127.0.0.2"), "jump");
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            home.config("Host web\n  HostName 127.0.0.1\n  Port %d\n  ConnectTimeout 2\n  ProxyJump jump\n"
                    .formatted(silent.getLocalPort()));
            Comparison.of(home, "web").isForBoth(Verdict.UNREACHABLE);
        }
    }

    /** https://github.com/ParallelSSH/ssh2-python/issues/34: no channel could be opened after one that was refused. */
    @Test
    void aHostThatRefusesCostsNotTheOthersBehindTheJumpHost() throws Exception {
        RealSshd jump = known(sshd("jump").at("127.0.0.2"), "jump");
        RealSshd web = known(sshd("web"), "web");
        RealSshd gone = known(sshd("gone").at("127.0.0.3"), "gone");
        gone.close();
        Route route = new Route.Jump(target(Route.nameOf("jump"), jump, Route.direct()));
        SshTarget refusing = target(new ServerId("gone"), gone, route);
        SshTarget answering = target(new ServerId("web"), web, route);
        try (SshFleet fleet = SshFleet.of(List.of(refusing, answering))) {
            for (int i = 0; i < 3; i++) {
                assertThat(run(fleet, refusing)).isInstanceOf(RemoteResult.Failed.class);
                assertThat(run(fleet, answering)).isInstanceOf(RemoteResult.Completed.class);
            }
        }
        assertThat(accepted(jump)).isOne();
    }

    private static RemoteResult run(SshFleet fleet, SshTarget target) throws Exception {
        return fleet.shell(target.host()).run(CommandLine.of("echo", "here"), TestPatience.GENEROUS);
    }

    private static int accepted(RealSshd sshd) throws IOException {
        return sshd.log().split("Accepted publickey", -1).length - 1;
    }

    private static String name(RealSshd sshd) {
        return "[%s]:%d".formatted(sshd.address(), sshd.port());
    }
}
