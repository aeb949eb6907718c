package dev.headroom.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fleet.HostResolver.Way;
import dev.headroom.backend.inventory.SshSettings;
import dev.headroom.backend.remote.LoginMethods;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.SafeName;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.config.OpenSshConfig;
import dev.headroom.backend.remote.config.OpenSshConfig.Query;
import dev.headroom.ma2scf.model.ServerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostResolverTest {
    @TempDir
    Path home;

    private Path ssh;

    @BeforeEach
    void makeHome() throws IOException {
        ssh = Files.createDirectories(home.resolve(".ssh"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "99999", "99999999999", "ssh"})
    void aPortThatCannotBeRefusesTheHostAndIsNoFault(String port) throws IOException {
        write("Host host\n  Port " + port + "\n");
        assertThat(way("host").refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.remedy()).contains("within 1..65535"));
    }

    /** Each jump is a host of its own: its user, port, key and known_hosts are those of its own blocks. */
    @Test
    void aChainOfJumpsLeadsThroughEachHostAsItIsConfigured() throws IOException {
        write("""
                Host inner
                  HostName 10.0.0.5
                  User root
                  IdentityFile ~/.ssh/inner
                  ProxyJump outer,admin@middle:2200
                Host middle
                  HostName middle.example.org
                  User never
                  IdentityFile ~/.ssh/middle
                  UserKnownHostsFile ~/.ssh/hosts.middle
                Host outer
                  Port 2222
                  User op
                """);
        SshTarget inner = way("inner").target();
        assertThat(said(inner)).isEqualTo("root@10.0.0.5:22");
        SshTarget middle = jump(inner);
        assertThat(said(middle)).isEqualTo("admin@middle.example.org:2200");
        assertThat(middle.identities()).containsExactly(ssh.resolve("middle"));
        assertThat(middle.hostKeys().user()).containsExactly(ssh.resolve("hosts.middle"));
        assertThat(middle.host().name()).isEqualTo("middle");
        SshTarget outer = jump(middle);
        assertThat(said(outer)).isEqualTo("op@outer:2222");
        assertThat(outer.route()).isEqualTo(Route.direct());
    }

    /** As ssh -J does: what is before the last jump in the line wins over the jump's own ProxyJump. */
    @Test
    void aJumpFollowsItsOwnProxyOnlyIfTheLineNamesNoneBeforeIt() throws IOException {
        write("""
                Host a
                  ProxyJump b
                Host c
                  ProxyJump d,b
                Host b
                  ProxyCommand nc -x proxy %h %p
                """);
        assertThat(jump(way("a").target()).route()).isEqualTo(new Route.Command("nc -x proxy b 22"));
        assertThat(said(jump(jump(way("c").target())))).isEqualTo("me@d:22");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ProxyJump ssh://op@bastion:2200|op@bastion:2200",
                "ProxyJump ssh://bastion|me@bastion:22",
                "ProxyJump [2001:db8::1]:2200|me@2001:db8::1:2200",
                "ProxyJump first,[2001:DB8:0::1]|me@2001:db8::1:22",
                "ProxyJump op@%h.gw # a comment, and more|op@host.gw:22",
                "ProxyJump op@realm@bastion|op@realm@bastion:22",
                "ProxyJump=bastion|me@bastion:22"
            })
    void aJumpIsWrittenInEveryFormThatSshTakes(String line, String jump) throws IOException {
        write("Host host\n" + line + "\n");
        assertThat(said(jump(way("host").target()))).isEqualTo(jump);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host *\n ProxyJump bastion\nHost bastion\n ProxyJump none\n",
                "Host *.example.org\n ProxyJump bastion.example.org",
                "Host host.example.org\n ProxyJump a\nHost a\n ProxyJump b\nHost b\n ProxyJump a",
                "ProxyJump x%h"
            })
    void aWayThroughItselfEndsInASentence(String config) throws IOException {
        write(config);
        assertThat(way("host.example.org").refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.remedy())
                    .matches("That jump host would be reached through itself.*|There are more than 10 jumps.*");
            assertThat(refusal.place()).startsWith(ssh.resolve("config") + ":");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ProxyCommand nc -X 5 %h %p # 100%%|nc -X 5 10.0.0.5 2201 # 100%",
                "ProxyCommand=ssh -W '[%h]:%p' -l %r gw-%n-%k|ssh -W '[10.0.0.5]:2201' -l op gw-host-key",
                "ProxyCommand  none|",
                "ProxyCommand \"/opt/a b\" %h|\"/opt/a b\" 10.0.0.5"
            })
    void aProxyCommandHasItsTokensReplaced(String line, String command) throws IOException {
        write("Host host\nHostName 10.0.0.5\nUser op\nPort 2201\nHostKeyAlias key\n" + line + "\n");
        Route route = way("host").target().route();
        assertThat(route).isEqualTo(command == null ? Route.direct() : new Route.Command(command));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HostName -oProxyCommand=x",
                "HostName a;b",
                "HostName $(x)",
                "User ${NOWHERE}",
                "User %h;x",
                "ProxyJump a@-b",
                "ProxyCommand nc %C",
                "IdentityFile ${NOWHERE}/key",
                "IdentityFile ~other/key",
                "ProxyJump %z"
            })
    void aNameThatSshWouldNotTakeIsARefusalAndNoException(String line) throws IOException {
        write("Host host\n " + line + "\n");
        assertThat(way("host").refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.place()).endsWith("config:2"));
    }

    /** In today's versions of ssh a ProxyJump of none leaves a ProxyCommand below it in force. */
    @Test
    void theFirstOfProxyJumpAndProxyCommandCounts() throws IOException {
        write("Host a\n ProxyCommand none\nHost b\n ProxyJump none\nHost *\n ProxyJump gw\n ProxyCommand nc %h %p\n");
        assertThat(way("a").target().route()).isEqualTo(Route.direct());
        assertThat(way("b").target().route()).isEqualTo(new Route.Command("nc b 22"));
        assertThat(way("c").settings().proxy()).hasToString("Jumps[hosts=[gw]]");
    }

    @Test
    void addressesTimesAndAlgorithmsAreThoseOfTheLines() throws IOException {
        write("""
                Host host
                  BindAddress 192.0.2.1
                  AddressFamily inet6
                  ConnectTimeout 1m30s
                  ServerAliveInterval 15
                  ServerAliveCountMax 0
                  Ciphers aes256-ctr,*-cbc
                  KexAlgorithms -sntrup*,mlkem*,*nist*,curve25519-sha256@*
                  HostKeyAlgorithms +ssh-rsa
                  PubkeyAcceptedKeyTypes ^rsa-sha2-256
                """);
        SshTarget target = way("host").target();
        assertThat(target.route())
                .isEqualTo(new Route.Direct(
                        Optional.of("192.0.2.1"),
                        Route.Family.IPV6,
                        new Route.Direct.Lines(
                                "'BindAddress 192.0.2.1' (%s:2)".formatted(ssh.resolve("config")),
                                "'AddressFamily inet6' (%s:3)".formatted(ssh.resolve("config")))));
        assertThat(target.session().connectTimeout()).contains(Duration.ofSeconds(90));
        assertThat(target.session().aliveInterval()).contains(Duration.ofSeconds(15));
        assertThat(target.session().aliveCount()).contains(1);
        var algorithms = target.session().algorithms();
        assertThat(algorithms.ciphers())
                .contains(List.of("aes256-ctr", "3des-cbc", "aes128-cbc", "aes192-cbc", "aes256-cbc"));
        assertThat(algorithms.keyExchanges().orElseThrow()).first().isEqualTo("curve25519-sha256");
        assertThat(algorithms.keyExchanges().orElseThrow()).hasSize(5);
        assertThat(algorithms.hostKeys().orElseThrow()).endsWith("rsa-sha2-256", "ssh-rsa");
        assertThat(algorithms.publicKeys().orElseThrow())
                .startsWith("rsa-sha2-256", "ssh-ed25519-cert-v01@openssh.com");
        assertThat(algorithms.macs()).isEmpty();
    }

    /** A line that names a list is followed in its order; one that adds or takes away says nothing of the order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+diffie-hellman-group14-sha1|mlkem768x25519-sha256 curve25519-sha256 curve25519-sha256@libssh.org sntrup761x25519-sha512",
                "-mlkem*|curve25519-sha256 curve25519-sha256@libssh.org sntrup761x25519-sha512",
                "-curve25519*|mlkem768x25519-sha256 sntrup761x25519-sha512",
                "sntrup761x25519-sha512,curve25519-sha256|sntrup761x25519-sha512 curve25519-sha256"
            })
    void theCheapKeyExchangesComeFirstUnlessTheOperatorSaysOtherwise(String list, String first) throws IOException {
        write("KexAlgorithms " + list + "\n");
        assertThat(way("host").target().session().algorithms().keyExchanges().orElseThrow())
                .startsWith(first.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Port 22|true true true 3",
                "BatchMode yes|true false false 3",
                "PubkeyAuthentication no|false true true 3",
                "PubkeyAuthentication unbound|true true true 3",
                "ChallengeResponseAuthentication no|true true false 3",
                "PreferredAuthentications keyboard-interactive,password|false true true 3",
                "NumberOfPasswordPrompts 0|true true true 1"
            })
    void theWaysToLogInAreThoseThatSshWouldTry(String line, String methods) throws IOException {
        write(line + "\n");
        LoginMethods allowed = way("host").target().keys().methods();
        assertThat("%s %s %s %d"
                        .formatted(
                                allowed.publicKey(),
                                allowed.password(),
                                allowed.keyboardInteractive(),
                                allowed.tries()))
                .isEqualTo(methods);
    }

    @Test
    void theFileOfRevokedKeysIsThatOfTheLine() throws IOException {
        write("Host a\n RevokedHostKeys ~/.ssh/revoked\nHost b\n RevokedHostKeys none\nHost c\n RevokedHostKeys x y\n");
        assertThat(way("a").target().hostKeys().revoked()).contains(ssh.resolve("revoked"));
        assertThat(way("b").target().hostKeys().revoked()).isEmpty();
        assertThat(way("c").refusal()).isPresent();
    }

    @Test
    void certificatesAddUpAndNoneIsNoFile() throws IOException {
        write("Host host\n CertificateFile ~/.ssh/%r-cert.pub\n CertificateFile none\nHost *\n CertificateFile /c\n");
        assertThat(way("host").target().keys().certificates())
                .containsExactly(ssh.resolve("me-cert.pub"), Path.of("/c"));
    }

    @Test
    void pathsHaveTheTokensOfThisComputer() throws IOException {
        write("""
                IdentityFile ${KEYS}/%L-%l-%i-%u-%%
                IdentityAgent $AGENT
                UserKnownHostsFile ~/%C %d/%j
                """);
        SshTarget target = way("host").target();
        assertThat(target.identities()).containsExactly(Path.of("/keys/desk-desk.example.org-1000-me-%"));
        assertThat(target.keys().agent()).contains(Path.of("/run/agent"));
        // printf desk.example.orghost22me | sha1sum
        assertThat(target.hostKeys().user())
                .containsExactly(home.resolve("9307d5461bb2579da1e260121ab668f24c591dd9"), home);
    }

    @Test
    void aNameThatBeginsWithABlankOrHasASemicolonNeverReachesAShell() {
        assertThat(List.of("", "-x", "a b", "a;b", "a$b", "a\nb", "a'b", "a\\b", "a,b"))
                .noneMatch(SafeName::isHost);
        assertThat(List.of("", "-x", "a -b", "a;b", "a\nb", "a'b", "a\\", "a|b"))
                .noneMatch(SafeName::isUser);
        assertThat(List.of("lb1", "2001:db8::1", "fe80::1%eth0", "a_b.example.org"))
                .allMatch(SafeName::isHost);
        assertThat(List.of("root", "DOMAIN\\user", "user@realm", "a b")).allMatch(SafeName::isUser);
    }

    private void write(String text) throws IOException {
        Files.writeString(ssh.resolve("config"), text);
    }

    private Way way(String name) throws IOException {
        var machine = new LocalMachine("desk.example.org", "1000", Map.of("KEYS", "/keys", "AGENT", "/run/agent"));
        var environment = new SshEnvironment(home, "me", Optional.empty(), home.resolve("etc"), machine);
        return new HostResolver(environment, OpenSshConfig.read(home, home.resolve("etc")))
                .way(new ServerId("rs1"), Query.of(name, "me"), SshSettings.NONE);
    }

    private static SshTarget jump(SshTarget target) {
        return ((Route.Jump) target.route()).by();
    }

    private static String said(SshTarget target) {
        return target.user() + "@" + target.address() + ":" + target.port();
    }
}
