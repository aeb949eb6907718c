package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.fleet.SshReport;
import dev.headroom.backend.fleet.SshReports;
import dev.headroom.backend.remote.config.HostSettings;
import dev.headroom.backend.remote.config.Keyword;
import dev.headroom.backend.remote.config.OpenSshConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of ssh_config from the file to the real sshd: Headroom ends as the {@code ssh} client does. */
@Timeout(900)
class ConfigMatrixTest extends MatrixFixture {
    private String key;

    @BeforeEach
    void makeHome() throws Exception {
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

    /** A ProxyCommand is run: whoever can write to the file runs what he likes. */
    @ParameterizedTest
    @CsvSource({
        "config, rw-r--r--, root, root, true",
        "config, rw-rw-r--, root, root, true",
        "config, rw-rw-r--, root, nogroup, false",
        "config, rw-r--rw-, root, root, false",
        "config, rw--w--w-, root, root, false",
        "config, rw-------, nobody, root, false",
        "included, rw-rw-r--, root, root, true",
        "included, rw-rw-r--, root, nogroup, false",
        "included, rw-r--rw-, root, root, false",
        "included, rw-------, nobody, root, false",
        "unused, rw-r--rw-, root, root, false",
        "machine, rw-r--rw-, root, root, false",
        "ssh_config, rw-rw-rw-, nobody, nogroup, true"
    })
    void aFileToWhichOthersCanWriteIsNotRead(String file, String rights, String owner, String group, boolean isRead)
            throws Exception {
        Files.writeString(home.system().resolve("machine"), "Port 1003\n");
        Files.writeString(home.system().resolve("ssh_config"), "Include machine\n");
        home.config("Include included\nHost other\n  Include unused\nHost web\n  Port 1002\n")
                .append("included", "Host web\n  User known\n")
                .append("unused", "Port 1001");
        Path changed =
                Files.exists(home.ssh(file)) ? home.ssh(file) : home.system().resolve(file);
        var names = changed.getFileSystem().getUserPrincipalLookupService();
        Files.setPosixFilePermissions(changed, PosixFilePermissions.fromString(rights));
        Files.getFileAttributeView(changed, PosixFileAttributeView.class)
                .setGroup(names.lookupPrincipalByGroupName(group));
        Files.setOwner(changed, names.lookupPrincipalByName(owner));

        String said = Comparison.ssh(home, List.of("-G"), "web", Map.of()).said();
        assertThat(said).contains(isRead ? "user known" : "Bad owner or permissions on");
        if (isRead) {
            assertThat(read().word(Keyword.USER)).contains("known");
        } else {
            assertThatThrownBy(this::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(changed.toString())
                    .hasMessageContaining("ssh does not read it either");
        }
    }

    /** Lines for which ssh ends before it connects. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Match all host web",
                "Match all final",
                "User \"root",
                "User 'root",
                "Host \"web",
                "ProxyCommand echo it's",
                "Frobnicate yes",
                "Ciphers nosuch",
                "Ciphers aes128-ctr,nosuch",
                "Ciphers +nosuch",
                "Ciphers ^nosuch",
                "Ciphers aes*",
                "MACs nosuch",
                "KexAlgorithms nosuch",
                "HostKeyAlgorithms nosuch",
                "PubkeyAcceptedAlgorithms +ssh-nosuch",
                "CASignatureAlgorithms nosuch",
                "User a b",
                "\uFEFFUser root",
                "\uFEFF# comment"
            })
    void aLineThatSshDoesNotReadRefusesTheHost(String line) throws Exception {
        home.config(line + "\n");
        assertThat(Comparison.ssh(home, List.of("-G"), "web", Map.of()).said()).contains("terminating, 1 bad");
        assertThat(report().refusal()).as(line).isPresent();
        assertThat(report().refusal().get().place()).isEqualTo(home.ssh("config") + ":1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Match host web all",
                "Match final all",
                "User root # it's",
                "IgnoreUnknown Frob*,other\nFrobnicate yes\nOther no",
                "GSSAPIKeyExchange no\nForwardAgent yes\nControlMaster auto\nProtocol 2\nUseRoaming no",
                "Ciphers -nosuch",
                "HostKeyAlgorithms ssh-*",
                "PubkeyAcceptedAlgorithms +ssh-rsa"
            })
    void aLineThatSshReadsRefusesNone(String lines) throws Exception {
        home.config(lines + "\n");
        assertThat(Comparison.ssh(home, List.of("-G"), "web", Map.of()).said()).contains("hostname web");
        assertThat(report().refusal()).as(lines).isEmpty();
    }

    @Test
    void aKeyFileOfAVariableThatIsNotSetIsNoKey() throws Exception {
        home.config("IdentityFile ${NOPE}/key\n");
        assertThat(report().keys()).isEmpty();
        assertThat(report().refusal().get().place()).isEqualTo(home.ssh("config") + ":1");
    }

    /** As the command line of ssh has them; the last one only known_hosts. */
    @ParameterizedTest
    @CsvSource({
        "::1, root, ::1, 22",
        "fe80::1%lo, root, fe80::1%lo, 22",
        "web, root, web, 22",
        "tess@web, tess, web, 22",
        "tess@::1, tess, ::1, 22",
        "ssh://web, root, web, 22",
        "ssh://tess@web:2200, tess, web, 2200"
    })
    void aHostIsNamedAsForSsh(String text, String user, String host, String port) throws Exception {
        for (String said : List.of(
                Comparison.ssh(home, List.of("-G"), text, Map.of()).said(),
                report(text).settings().stream()
                        .map(setting -> setting.keyword() + " " + setting.value() + "\n")
                        .collect(Collectors.joining()))) {
            assertThat(said).contains("user " + user + "\n", "hostname " + host + "\n", "port " + port + "\n");
        }
    }

    @Test
    void aHostIsAlsoNamedAsInKnownHosts() throws Exception {
        for (String text : List.of("[::1]:2200", "ssh://[::1]:2200")) {
            assertThat(report(text).route()).containsExactly(new SshReport.Hop("root", "::1", 2200, Optional.empty()));
        }
        assertThatThrownBy(() -> report("we b")).hasMessageContaining("USER@HOST");
    }

    private SshReport report() throws IOException {
        return report("web");
    }

    private SshReport report(String host) throws IOException {
        return SshReports.of(home.environment()).report(host);
    }

    private HostSettings read() throws IOException {
        return OpenSshConfig.read(home.folder(), home.system()).lookup(OpenSshConfig.Query.of("web", "root"));
    }

    private RealSshd.Setup sshd(String name) {
        return RealSshd.in(folder.resolve(name));
    }

    private static String block(String name, RealSshd sshd) {
        return "Host %s\n  HostName %s\n  Port %d\n".formatted(name, sshd.address(), sshd.port());
    }
}
