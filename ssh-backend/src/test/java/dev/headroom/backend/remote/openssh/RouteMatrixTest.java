package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.SessionSettings;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.ma2scf.model.ServerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to a host, by the real sshd: Headroom ends as the {@code ssh} client does. */
@Timeout(900)
class RouteMatrixTest extends JourneyFixture {
    private static final ServerId WEB = new ServerId("web");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void throughSoManyJumpHosts(int count) throws Exception {
        for (int i = 1; i <= count; i++) {
            known(sshd("jump" + i).at("127.0.0." + (1 + i)), "jump" + i);
        }
        known(sshd("web"), "web");
        home.config("Host web\n  ProxyJump "
                + String.join(
                        ",",
                        IntStream.rangeClosed(1, count)
                                .mapToObj(i -> "jump" + i)
                                .toList()));
        Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
    }

    @Test
    void aJumpHostThatKnowsNotOurKeyIsNamed() throws Exception {
        RealSshd jump = started(sshd("jump").at("127.0.0.2"));
        block("jump", jump);
        home.knows(jump);
        compareThrough()
                .isForBoth(Verdict.REFUSED)
                .saying("through the jump host jump (%s:2), and that failed. jump (127".formatted(home.ssh("config")));
    }

    @Test
    void aJumpHostWhoseKeyNobodyKnowsIsNotLoggedInTo() throws Exception {
        RealSshd jump = started(sshd("jump").at("127.0.0.2")).lets(key);
        block("jump", jump);
        compareThrough().isForBoth(Verdict.HOST_KEY_UNKNOWN).saying("The host key of jump (127.0.0.2");
    }

    @Test
    void aHostBehindAJumpHostIsVerifiedAsItself() throws Exception {
        known(sshd("jump").at("127.0.0.2"), "jump");
        RealSshd web = started(sshd("web")).lets(key);
        home.config(host("web", web) + "  ProxyJump jump\n");
        Comparison.of(home, "web").isForBoth(Verdict.HOST_KEY_UNKNOWN).saying("The host key of lb1 (127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AllowTcpForwarding no",
                "PermitOpen 192.0.2.9:22",
                "DisableForwarding yes",
                "AllowTcpForwarding remote"
            })
    void aJumpHostThatForbidsConnections(String setting) throws Exception {
        known(sshd("jump").at("127.0.0.2").with(setting), "jump");
        compareThrough().isForBoth(Verdict.UNREACHABLE).saying("The jump host jump does not let us connect to lb1");
    }

    @Test
    void aJumpHostThatDoesNotListen() throws Exception {
        RealSshd jump = known(sshd("jump").at("127.0.0.2"), "jump");
        jump.close();
        compareThrough()
                .isForBoth(Verdict.UNREACHABLE)
                .saying(
                        "through the jump host jump (%1$s:2), and that failed. Cannot reach jump at 127.0.0.2 port %2$d: Connection refused. Check that the host is up, its address in %1$s:2, and that sshd"
                                .formatted(home.ssh("config"), jump.port()));
    }

    /** It is no business of the cluster file, which does not have it. */
    @Test
    void aJumpHostWithoutABlockIsToldByTheLineThatNamesIt() throws Exception {
        known(sshd("web"), "web");
        home.config("Host web\n  ProxyJump 127.0.0.2:1\n");
        Comparison.of(home, "web")
                .isForBoth(Verdict.UNREACHABLE)
                .saying("its address in %s:5, and that sshd".formatted(home.ssh("config")));
    }

    /** A setting for all hosts makes an address of the name; the line that names the jump decides as well. */
    @Test
    void aJumpHostOfWhichASettingForAllHostsMakesTheAddressIsToldByBothLines() throws Exception {
        known(sshd("web"), "web");
        home.config("Host web\n  ProxyJump 2:1\nHost 2 other\n  User root\nHost *\n  HostName 127.0.0.%h\n");
        Comparison.of(home, "web")
                .isForBoth(Verdict.UNREACHABLE)
                .saying("its address in %1$s:5 and %1$s:9, and that sshd".formatted(home.ssh("config")));
    }

    @Test
    void aJumpHostWhoseHostNameChangesNothingIsToldByTheLineThatNamesIt() throws Exception {
        known(sshd("web"), "web");
        home.config("Host web\n  ProxyJump 127.0.0.2:1\nHost *\n  HostName %h\n");
        Comparison.of(home, "web")
                .isForBoth(Verdict.UNREACHABLE)
                .saying("its address in %s:5, and that sshd".formatted(home.ssh("config")));
    }

    /** The second time Java tells no reason. */
    @Test
    void aNameThatCannotBeLookedUpIsToldInTheWordsOfTheSystemEachTime() throws Exception {
        for (int i = 0; i < 2; i++) {
            Comparison.of(home, "no..host").saying("its name could not be looked up (Name or service not known)");
        }
    }

    @Test
    void aHostBehindAJumpHostThatDoesNotListen() throws Exception {
        known(sshd("jump").at("127.0.0.2"), "jump");
        RealSshd web = known(sshd("web"), "web");
        home.config("Host web\n  ProxyJump jump\n");
        web.close();
        Comparison.of(home, "web").isForBoth(Verdict.UNREACHABLE).saying("the jump host jump cannot connect there");
    }

    @Test
    void manyHostsShareOneLoginToAJumpHostThatAllowsOneSession() throws Exception {
        RealSshd jump = known(sshd("jump").at("127.0.0.2").with("MaxSessions 1", "MaxStartups 1"), "jump");
        RealSshd web = known(sshd("web"), "web");
        Route route = new Route.Jump(target(Route.nameOf("jump"), jump, Route.direct()));
        List<SshTarget> targets = IntStream.range(0, 10)
                .mapToObj(i -> target(new ServerId("web" + i), web, route))
                .toList();
        try (SshFleet fleet = SshFleet.of(targets)) {
            List<RemoteResult> results = targets.parallelStream()
                    .map(target ->
                            fleet.shell(target.host()).run(CommandLine.of("echo", "here"), TestPatience.GENEROUS))
                    .toList();
            assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOf(RemoteResult.Completed.class));
        }
        assertThat(jump.log().split("Accepted publickey", -1)).hasSize(2);
    }

    @Test
    void aProxyCommandIsTheConnection() throws Exception {
        known(sshd("jump").at("127.0.0.2"), "jump");
        RealSshd web = known(sshd("web"), "web");
        String line = "ssh -F %s -W %s:%d jump".formatted(home.ssh("config"), web.address(), web.port());
        compareBy(
                        Optional.empty(),
                        line + " -o UserKnownHostsFile=" + home.ssh("known_hosts") + " -i " + home.ssh("id_ed25519"))
                .isForBoth(Verdict.LOGGED_IN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo no way >&2; exit 3     | ended with exit code 3 and said last: no way",
                "/no/such/program             | /no/such/program",
                "yes chatter >&2              | said last: chatter",
            })
    void aProxyCommandThatFailsTellsItsLastWords(String line, String said) throws Exception {
        known(sshd("web"), "web");
        String limited = line.startsWith("yes") ? "sh -c 'yes chatter | head -c 3000000 >&2'" : line;
        String whole = limited.startsWith("echo") ? "sh -c '%s'".formatted(limited) : limited;
        compareBy(Optional.empty(), whole).isForBoth(Verdict.UNREACHABLE).saying(said);
    }

    @Test
    void aProxyCommandThatHangsEndsWithTheTimeToConnect() throws Exception {
        known(sshd("web"), "web");
        compareBy(Optional.of(Duration.ofSeconds(2)), "sleep 3000")
                .isForBoth(Verdict.UNREACHABLE)
                .saying("; its way is the ProxyCommand 'sleep' in ssh_config");
    }

    /** The processes that {@code ssh} starts are its own business. */
    @Test
    void aProxyCommandLeavesNoProcess() throws Exception {
        RealSshd web = known(sshd("web"), "web");
        Path pids = folder.resolve("pids");
        SshTarget target = commanded(
                web,
                Optional.of(Duration.ofSeconds(2)),
                "sh -c 'sleep 3000 & (echo $!; echo $$) > %s; wait'".formatted(pids));
        try (SshFleet fleet = SshFleet.of(List.of(target))) {
            assertThat(fleet.shell(WEB).run(CommandLine.of("echo"), TestPatience.GENEROUS))
                    .isInstanceOf(RemoteResult.Failed.class);
        }
        for (String pid : Files.readAllLines(pids)) {
            TestPatience.until(
                    "process %s has ended".formatted(pid),
                    () -> ProcessHandle.of(Long.parseLong(pid))
                            .filter(ProcessHandle::isAlive)
                            .isEmpty(),
                    () -> "");
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.9,LOGGED_IN", "192.0.2.77,UNREACHABLE"})
    void fromAnAddressOfThisComputer(String from, Verdict expected) throws Exception {
        RealSshd web = known(sshd("web"), "web");
        home.config("Host web\n  BindAddress %s\n".formatted(from));
        Comparison compared = Comparison.of(home, "web").isForBoth(expected);
        if (expected == Verdict.LOGGED_IN) {
            assertThat(web.log().split("Connection from 127.0.0.9", -1)).hasSize(3);
        } else {
            compared.saying("Correct that setting of this computer, 'BindAddress 192.0.2.77' (%s:5), or drop it for"
                    .formatted(home.ssh("config")));
        }
    }

    @ParameterizedTest
    @CsvSource({"inet,LOGGED_IN", "inet6,UNREACHABLE", "any,LOGGED_IN"})
    void byOneFamilyOfAddresses(String setting, Verdict expected) throws Exception {
        known(sshd("web"), "web");
        home.config("Host web\n  AddressFamily %s\n".formatted(setting));
        Comparison compared = Comparison.of(home, "web").isForBoth(expected);
        if (expected == Verdict.UNREACHABLE) {
            compared.saying("Correct that setting of this computer, 'AddressFamily %s' (%s:5), or drop it for"
                    .formatted(setting, home.ssh("config")));
        }
    }

    private Comparison compareThrough() throws Exception {
        known(sshd("web"), "web");
        home.config("Host web\n  ProxyJump jump\n");
        return Comparison.of(home, "web");
    }

    private Comparison compareBy(Optional<Duration> connectTimeout, String line) throws Exception {
        home.config("Host web\n  ProxyCommand %s\n".formatted(line));
        connectTimeout.ifPresent(time -> config("  ConnectTimeout " + time.toSeconds()));
        return Comparison.of(home, "web");
    }

    private SshTarget commanded(RealSshd web, Optional<Duration> connectTimeout, String line) {
        SshTarget plain = target(WEB, web, new Route.Command(line));
        return new SshTarget(
                plain.host(),
                plain.address(),
                plain.port(),
                plain.user(),
                plain.keys(),
                plain.hostKeys(),
                plain.route(),
                new SessionSettings(
                        connectTimeout, Optional.empty(), Optional.empty(), SessionSettings.Algorithms.ours()));
    }

    private void config(String lines) {
        try {
            home.config(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
