package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fleet.SshReport;
import dev.headroom.backend.fleet.SshReports;
import dev.headroom.backend.inventory.ClusterFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conditions that only ssh can evaluate. Whether one matters is what {@code ssh -G} says: it prints the same in the world
 * where the command succeeds and in the one where it fails, or it does not.
 */
@Timeout(300)
class UndecidedMatrixTest extends MatrixFixture {
    /** {@code EXEC} succeeds in one world and fails in the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Match host other EXEC\n  User a",
                "Match EXEC host other\n  User a",
                "Match EXEC !host web\n  User a",
                "Match !host web !EXEC\n  User a",
                "User a\nMatch EXEC\n  User b",
                "Host web\n  Port 7\n  IdentityAgent none\nMatch host web EXEC\n  Port 8\n  IdentityAgent x",
                "IdentityFile ~/.ssh/a\nMatch EXEC\n  IdentityFile ~/.ssh/a",
                "Match EXEC\n  User a\nHost *\n  User \"a\"",
                "Match EXEC\n  HostName 192.0.2.7\nHost web\n  HostName=192.0.2.7",
                "Match EXEC\n  ProxyJump none\nHost internal\n  ProxyJump bastion",
                "Match EXEC\n  ProxyCommand none\n",
                "ProxyJump none\nMatch EXEC\n  ProxyJump a",
                "ProxyCommand nc a 22\nMatch EXEC\n  ProxyJump a",
                "Match EXEC\n  UserKnownHostsFile ~/.ssh/a  ~/.ssh/b\nHost *\n  UserKnownHostsFile ~/.ssh/a ~/.ssh/b",
                "Match EXEC\nHost web\n  User a"
            })
    void oneThatDoesNotMatterRefusesNothing(String config) throws Exception {
        List<String> worlds = worlds(config, List.of());
        assertThat(worlds.getFirst()).isEqualTo(worlds.getLast());
        assertThat(report().refusal()).isEmpty();
    }

    /**
     * Of public reports, in which a program took such a block for every host, or read no file with one: net-ssh/net-ssh#631,
     * blinksh/blink#970, TeddyHuang-00/sshping#211, wezterm/wezterm#5755, satiromarra/vscode-sftp#21, k0sproject/k0sctl#1140.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IdentityFile ~/.ssh/id_rsa\\nHost random_host\\n  Port 4444\\nMatch EXEC\\n  ProxyJump other_host | true",
                "Host jump*\\n  HostName jump.my.org\\nMatch !EXEC host *.my.org,!jump*\\n  ProxyJump me@jump.my.org | false",
                "Match host * EXEC\\nHost web\\n  Port 2022 | false",
                "Match EXEC host office\\n  HostName office.somewhere.com\\n  ControlMaster auto\\n  Port 2222 | false",
                "Match EXEC host web\\n Hostname 192.168.1.32\\n Port 22\\nMatch !EXEC host web\\n ProxyJump mypi\\n Hostname 192.168.1.32\\n Port 22 | true",
                "Match EXEC\\n  ProxyJump bastion.example.com\\nHost *\\n  ServerAliveInterval 30 | true",
                "Host web\\n  ProxyJump none\\nMatch EXEC\\n  ProxyJump bastion.example.com\\nHost *\\n  ServerAliveInterval 30 | false"
            })
    void blocksOfPublicReports(String config, boolean matters) throws Exception {
        List<String> worlds = worlds(config.replace("\\n", "\n"), List.of());
        assertThat(!worlds.getFirst().equals(worlds.getLast())).isEqualTo(matters);
        assertThat(report().refusal().isPresent()).isEqualTo(matters);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Match EXEC host web\\n  User a | 1",
                "User a\\nMatch EXEC\\n  User b\\n  Port 7 | 2",
                "Match EXEC\\n  User a\\nMatch user a\\n  Port 7\\nHost *\\n  User a | 1",
                "Match EXEC\\n  IdentityFile ~/.ssh/a\\nHost *\\n  IdentityFile ~/.ssh/b\\n  IdentityFile ~/.ssh/a | 1",
                "Match EXEC\\n  ProxyJump none\\nHost web\\n  ProxyJump bastion | 1",
                "Match EXEC\\n  ProxyJump a\\nHost web\\n  ProxyCommand nc a 22\\n  ProxyJump a | 1",
                "Match EXEC\\n  HostName a\\nMatch host a\\n  User b\\nHost *\\n  HostName a | 1"
            })
    void oneThatMattersRefusesTheHostWithItsLine(String config, int line) throws Exception {
        List<String> worlds = worlds(config.replace("\\n", "\n"), List.of());
        assertThat(worlds.getFirst()).isNotEqualTo(worlds.getLast());
        assertThat(report().refusal())
                .hasValueSatisfying(
                        refused -> assertThat(refused.place()).isEqualTo("%s:%d", home.ssh("config"), line));
    }

    /** The remedy of the sentence, "say it in the cluster file", helps. */
    @ParameterizedTest
    @CsvSource({
        "User a, user: b, -l b",
        "Port 7, port: 8, -p 8",
        "UserKnownHostsFile ~/.ssh/a, knownHosts: /known, -o UserKnownHostsFile=/known",
        "IdentityFile ~/.ssh/a, identity: /key, -o IdentitiesOnly=no"
    })
    void whatTheClusterFileSaysDecides(String setting, String given, String option) throws Exception {
        List<String> worlds = worlds("Match EXEC\n  " + setting, List.of(option.split(" ")));
        if (!setting.startsWith("IdentityFile")) { // ssh -i adds one, a cluster file says the whole
            assertThat(worlds.getFirst()).isEqualTo(worlds.getLast());
        }
        assertThat(report().refusal()).isPresent();
        Path file = home.folder().resolve("cluster.yaml");
        Files.writeString(file, """
                cluster: compared
                ssh: { %s }
                directors:
                  - { name: lb1, address: web }
                realServers:
                  - { name: rs1, address: 192.0.2.1 }
                services:
                  - { name: web, virtual: "tcp 192.0.2.100:80", containers: "web-*" }
                """.formatted(given));
        assertThat(SshReports.of(home.environment())
                        .report(ClusterFile.read(file).hosts().getFirst())
                        .refusal())
                .isEmpty();
    }

    /** As {@code ipa-client-install} writes it. */
    @Test
    void theCommandTrueIsKnown() throws Exception {
        home.config(
                "Match exec true\n  ProxyCommand sss_ssh_knownhostsproxy -p %p %h\nMatch exec \"false\"\n  User a\n");
        assertThat(report().refusal()).isEmpty();
        assertThat(report().route().getLast().command()).contains("sss_ssh_knownhostsproxy -p 22 web");
        assertThat(Comparison.ssh(home, List.of("-G"), "web", Map.of()).said())
                .contains("user root", "proxycommand sss_ssh_knownhostsproxy");
    }

    /** What ssh prints when the command fails, and when it succeeds. */
    private List<String> worlds(String config, List<String> options) throws Exception {
        Path switched = home.folder().resolve("switch");
        home.config(config.replace("EXEC", "exec \"test -e %s\"".formatted(switched)) + "\n");
        List<String> command = new ArrayList<>(List.of("-G"));
        command.addAll(options);
        String without = Comparison.ssh(home, command, "web", Map.of()).said();
        Files.createFile(switched);
        return List.of(without, Comparison.ssh(home, command, "web", Map.of()).said());
    }

    private SshReport report() throws Exception {
        return SshReports.of(home.environment()).report("web");
    }
}
