package dev.headroom.backend.remote.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.remote.config.OpenSshConfig.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenSshConfigTest {
    private static final Path SSH = Path.of("/usr/bin/ssh");

    /** Put together after public configurations: negation, quotes, equals signs, includes, conditions that can be judged. */
    private static final String CORPUS = """
            # a comment
            Include conf.d/*.conf
            Host lb1 "lb two"
                HostName=192.0.2.2
                User = "root"
                Port 2222
                IdentityFile ~/.ssh/lb # the key of the directors
            Host *.example.org !secret.example.org
                User fromdomain
                HostName %h
                UserKnownHostsFile ~/.ssh/hosts1 "~/.ssh/hosts 2"
            Match originalhost rs1.example.org,rs2.example.org user fromdomain
                Port 2201
                HostKeyAlias real-server
            Match host 192.0.2.2
                IdentitiesOnly yes
            Match !host 192.0.2.* localuser nobody-is-called-so
                User never
            Host rs?
                User rs
                Port 10022
            Match all
                IdentityFile ~/.ssh/last
            Host *
                User everybody
                AddressFamily any
                Compression yes
                IgnoreUnknown SomethingNew
                SomethingNew whatever
            """;

    @TempDir
    Path home;

    private Path ssh;

    @BeforeEach
    void makeHome() throws IOException {
        ssh = Files.createDirectories(home.resolve(".ssh"));
    }

    @Test
    void aFileThatIsNotThereSaysNothing() throws IOException {
        HostSettings nothing = lookup("lb1");
        assertThat(nothing.hostName()).isEqualTo("lb1");
        assertThat(Keyword.values()).allMatch(keyword -> nothing.all(keyword).isEmpty());
        assertThat(nothing.refusal()).isEmpty();
        assertThat(nothing.notes()).isEmpty();
    }

    /** What counts is what OpenSSH itself prints of the same files. */
    @ParameterizedTest
    @ValueSource(
            strings = {"lb1", "rs1", "rs1.example.org", "rs2.example.org", "secret.example.org", "192.0.2.9", "inner"})
    void saysWhatSshSays(String name) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(SSH), "there is no ssh here");
        Files.createDirectories(ssh.resolve("conf.d"));
        Files.writeString(ssh.resolve("conf.d/10-inner.conf"), "Host inner\n  Port 77\n  IdentityFile /keys/inner\n");
        Files.writeString(ssh.resolve("conf.d/20-user.conf"), "Host inner\n  Port 78\n  User included\n");
        // ssh resolves includes below the home of the login user, whatever HOME says: it is told the whole path
        write(CORPUS.replace("Include conf.d", "Include " + ssh.resolve("conf.d")));
        List<String> printed = sshG(name);
        HostSettings ours = lookup(name);
        assertThat(ours.refusal()).isEmpty();
        assertThat(ours.hostName()).isEqualTo(value(printed, "hostname"));
        assertThat(ours.word(Keyword.USER)).contains(value(printed, "user"));
        assertThat(ours.number(Keyword.PORT).orElse(22)).hasToString(value(printed, "port"));
        assertThat(ours.flag(Keyword.IDENTITIES_ONLY, false))
                .isEqualTo(value(printed, "identitiesonly").equals("yes"));
        assertThat(ours.word(Keyword.HOST_KEY_ALIAS).orElse("none")).isEqualTo(value(printed, "hostkeyalias"));
        assertThat(ours.words(Keyword.IDENTITY_FILE)).isEqualTo(values(printed, "identityfile"));
        ours.said(Keyword.USER_KNOWN_HOSTS_FILE)
                .ifPresent(files -> assertThat(files.words().stream()
                                .map(file -> file.substring(file.lastIndexOf('/')))
                                .toList())
                        .allMatch(file -> value(printed, "userknownhostsfile").contains(file)));
    }

    /**
     * Configurations of public reports, and what OpenSSH makes of them for the host that is named first.
     *
     * @param host what is asked for
     * @param address where it leads
     */
    record Reported(String report, String host, String config, String user, int port, String address) {
        @Override
        public String toString() {
            return report;
        }
    }

    static List<Reported> reported() {
        return List.of(
                new Reported(
                        "https://github.com/cyjake/ssh-config/issues/74",
                        "detchar.ligo-wa.caltech.edu",
                        "Match host=*.ligo-*.caltech.edu\nUser albert.einstein\n",
                        "albert.einstein",
                        22,
                        "detchar.ligo-wa.caltech.edu"),
                new Reported(
                        "the same, with blanks, and denied",
                        "a.example.org",
                        "Match host = a.* !user=b\nUser c\nMatch !host=a.* user = *\nPort 7\n",
                        "c",
                        22,
                        "a.example.org"),
                new Reported(
                        "https://github.com/MisterTea/EternalTerminal/pull/686",
                        "host.company",
                        "Host other.company\n  User someone\nInclude SSH/host.company\n",
                        "me",
                        22,
                        "host.company"),
                new Reported(
                        "https://github.com/fish-shell/fish-shell/pull/12743",
                        "host.company",
                        "Include \"SSH/conf d/*.conf\" SSH/host.company\n",
                        "gabriel",
                        2210,
                        "host.company"),
                new Reported(
                        "https://github.com/mwiede/jsch/issues/564",
                        "host3",
                        "Host !host1 !host2\n  User wrong\nHost !host1 !host2 *\n  User right\n",
                        "right",
                        22,
                        "host3"),
                new Reported(
                        "https://github.com/net-ssh/net-ssh/issues/150",
                        "web01.domain",
                        "Host web* !web*.*\n    Hostname %h.domain\nHost web*\n  Port 2022\n",
                        "me",
                        2022,
                        "web01.domain"),
                new Reported(
                        "a blank that is escaped",
                        "lb1",
                        "Host lb1\n  User svc\\ web\n  HostName=192.0.2.2\n",
                        "svc web",
                        22,
                        "192.0.2.2"),
                new Reported(
                        "a pattern that is none", "lb1", "Include SSH/[\nHost lb1\n  Port 2022\n", "me", 2022, "lb1"));
    }

    @ParameterizedTest
    @MethodSource("reported")
    void readsWhatWasReported(Reported it) throws Exception {
        Files.createDirectories(ssh.resolve("conf d"));
        Files.writeString(ssh.resolve("conf d/1.conf"), "Host host.company\n  Port 2210\n");
        Files.writeString(ssh.resolve("host.company"), "Host host.company\n    User gabriel\n");
        write(it.config().replace("SSH", ssh.toString()));
        HostSettings ours = lookup(it.host());
        assertThat(ours.refusal()).isEmpty();
        assertThat(ours.word(Keyword.USER).orElse("me")).isEqualTo(it.user());
        assertThat(ours.number(Keyword.PORT).orElse(22)).isEqualTo(it.port());
        assertThat(ours.hostName()).isEqualTo(it.address());
        if (Files.isExecutable(SSH)) {
            List<String> printed = sshG(it.host());
            assertThat(value(printed, "port")).isEqualTo(Integer.toString(it.port()));
            assertThat(value(printed, "hostname")).isEqualTo(it.address());
            assertThat(it.user().equals("me") || value(printed, "user").equals(it.user()))
                    .isTrue();
        }
    }

    /** As ssh reads it: with the quotes a setting would not be known, and so not be followed or refused. */
    @ParameterizedTest
    @ValueSource(strings = {"\"ProxyJump\" bastion", "\"proxyjump\"=bastion", "\"ProxyCommand\" = nc bastion 22"})
    void quotesAroundAKeywordAreNoPartOfIt(String line) throws IOException {
        write("Host lb1\n  " + line + "\n");
        assertThat(lookup("lb1").proxy()).as(line).isNotEqualTo(new HostSettings.Proxy.None());
        write("Host lb1\n  \"User\" someone\n");
        assertThat(lookup("lb1").word(Keyword.USER)).hasValue("someone");
    }

    /** A mark of the byte order would make the first block count for every host. */
    @Test
    void aMarkOfTheByteOrderIsNoPartOfAWord() throws IOException {
        write("\uFEFFHost other\n  ProxyJump bastion\n  User someone\n");
        assertThat(lookup("lb1").word(Keyword.USER)).isEmpty();
        assertThat(lookup("lb1").refusal().orElseThrow().remedy()).contains("byte order mark, with which ssh does not");
        assertThat(lookup("other").word(Keyword.USER)).contains("someone");
    }

    @Test
    void aMatchBlockIsNotTakenForTheHostAboveIt() throws IOException {
        write("""
                Host lb1
                  Port 2222
                Match user root
                  User nobody
                """);
        assertThat(lookup("lb1").word(Keyword.USER)).isEmpty();
        assertThat(lookup("lb1").number(Keyword.PORT)).contains(2222);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BindInterface eth1",
                "PKCS11Provider /usr/lib/opensc-pkcs11.so",
                "KnownHostsCommand /usr/bin/keys %H",
                "Port ssh",
                "Port 22 23",
                "ServerAliveInterval 10x",
                "AddressFamily ipv6",
                "ProxyJump bastion:99999",
                "ProxyJump a,,b",
                "RefuseConnection \"moved to lb9\"",
                "HostName %p.example.org"
            })
    void aSettingThatChangesTheWayIsToldWithItsPlace(String setting) throws IOException {
        write("# first\nHost lb1\n  " + setting + "\n");
        assertThat(lookup("lb1").refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.setting()).isEqualTo(setting);
            assertThat(refusal.place()).isEqualTo(ssh.resolve("config") + ":3");
        });
        assertThat(lookup("lb2").refusal()).isEmpty();
    }

    @Test
    void aConditionThatOnlySshCanJudgeRefusesOnlyWhatHangsOnIt() throws IOException {
        write("""
                Host known
                  User me
                Match exec "onsubnet 192.0.2.0/24"
                  User other
                  Compression yes
                """);
        assertThat(lookup("known").refusal()).isEmpty();
        assertThat(lookup("open").refusal())
                .hasValueSatisfying(r -> assertThat(r.place()).endsWith("config:3"));
    }

    @Test
    void theMachinesFileCountsAfterTheUsers() throws IOException {
        write("Host lb1\n  Port 1\n");
        Path etc = Files.createDirectories(home.resolve("etc"));
        Files.createDirectories(etc.resolve("ssh_config.d"));
        Files.writeString(etc.resolve("ssh_config"), "Include ssh_config.d/*.conf\nHost *\n  Port 2\n  User system\n");
        Files.writeString(etc.resolve("ssh_config.d/jump.conf"), "Host lb2\n  ProxyJump bastion\n");
        assertThat(lookup("lb1").number(Keyword.PORT)).contains(1);
        assertThat(lookup("lb1").word(Keyword.USER)).contains("system");
        assertThat(lookup("lb2").proxy()).hasToString("Jumps[hosts=[bastion]]");
    }

    @Test
    void aFileThatIncludesItselfIsAnErrorAndNoEndlessLoop() throws IOException {
        write("Include config\n");
        assertThatThrownBy(() -> lookup("lb1")).isInstanceOf(IOException.class).hasMessageContaining("too deep");
    }

    /** As by ssh 9.2, which opens a folder, reads no line of it, and goes on. */
    @Test
    void aFolderInThePlaceOfAFileHasNoSettings() throws IOException {
        Files.createDirectory(ssh.resolve("config"));
        assertThat(lookup("lb1").number(Keyword.PORT)).isEmpty();
        assertThat(OpenSshConfig.only(ssh, ssh)
                        .lookup(OpenSshConfig.Query.of("lb1", "root"))
                        .number(Keyword.PORT))
                .isEmpty();
        Files.delete(ssh.resolve("config"));
        Files.createDirectory(ssh.resolve("part"));
        write("Include part\nHost *\n  Port 77\n");
        assertThat(lookup("lb1").number(Keyword.PORT)).contains(77);
    }

    /** ssh 9.2: no argument after keyword. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "IgnoreUnknown",
                "IgnoreUnknown \"\"",
                "SendEnv",
                "Include",
                "Host other\n Port",
                "IgnoreUnknown Foo\nFoo"
            })
    void aKeywordWithoutAValueSpoilsTheFile(String lines) throws IOException {
        write(lines + "\nHost *\n Port 5\n");
        assertThat(lookup("lb1").refusal())
                .hasValueSatisfying(not -> assertThat(not.remedy()).startsWith("There is no value"));
    }

    /** By glob(3) with GLOB_TILDE; a user who is not known has no files. */
    @Test
    void aFileInAUsersHomeIsIncludedByTheNameOfTheUser() throws IOException {
        write("Include ~nosuchuser/config\nHost *\n  Port 77\n");
        assertThat(lookup("lb1").number(Keyword.PORT)).contains(77);
    }

    @Test
    void aFileThatMayNotBeReadIsNamedWithTheReason() throws IOException {
        Path part = Files.writeString(ssh.resolve("part"), "Host *\n");
        write("Include part\n");
        Files.setPosixFilePermissions(part, Set.of());
        Assumptions.assumeFalse(Files.isReadable(part), "root reads every file");

        assertThatThrownBy(() -> lookup("lb1"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(part + ": permission denied. Let its owner make it readable for you");
    }

    private void write(String text) throws IOException {
        Files.writeString(ssh.resolve("config"), text);
    }

    private HostSettings lookup(String name) throws IOException {
        return OpenSshConfig.read(home, home.resolve("etc")).lookup(Query.of(name, "me"));
    }

    private List<String> sshG(String name) throws Exception {
        Process process = new ProcessBuilder(
                        SSH.toString(), "-G", "-F", ssh.resolve("config").toString(), name)
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>();
        process.inputReader(StandardCharsets.UTF_8).lines().forEach(lines::add);
        assertThat(process.waitFor()).as("%s", lines).isZero();
        return lines;
    }

    private static String value(List<String> printed, String keyword) {
        return values(printed, keyword).stream().findFirst().orElse("none");
    }

    private static List<String> values(List<String> printed, String keyword) {
        return printed.stream()
                .filter(line -> line.startsWith(keyword + " "))
                .map(line -> line.substring(keyword.length() + 1))
                .toList();
    }
}
