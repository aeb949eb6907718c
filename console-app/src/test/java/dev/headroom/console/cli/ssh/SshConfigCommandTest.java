package dev.headroom.console.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fleet.SshEnvironment;
import dev.headroom.backend.fleet.SshReports;
import dev.headroom.console.cli.Cli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SshConfigCommandTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void eachSettingHasItsFileAndLineAndTheWayItsJumps() throws Exception {
        Path ssh = Files.createDirectories(folder.resolve(".ssh"));
        Files.createFile(ssh.resolve("there"));
        Path config = Files.writeString(ssh.resolve("config"), """
                Host web
                  HostName 10.0.0.5
                  ProxyJump op@gate:2200
                  IdentityFile ~/.ssh/there
                  IdentityFile ~/.ssh/gone
                  StrictHostKeyChecking no
                """);
        var environment = new SshEnvironment(folder, "me", Optional.empty(), folder.resolve("etc"));
        StringWriter text = new StringWriter();
        SshConfigText.print(SshReports.of(environment).report("web"), new PrintWriter(text, true));
        assertThat(text.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "host web # command line",
                        "user me # default",
                        "hostname 10.0.0.5 # " + config + ":2",
                        "port 22 # default",
                        "proxyjump op@gate:2200 # " + config + ":3",
                        "identityfile ~/.ssh/there # " + config + ":4",
                        "# way: this computer -> op@gate:2200 -> me@10.0.0.5:22",
                        "# key: %s, is there (%s:4)".formatted(ssh.resolve("there"), config),
                        "# key: %s, is NOT there, is no file or cannot be read (%s:5)"
                                .formatted(ssh.resolve("gone"), config),
                        "# not followed: 'StrictHostKeyChecking no' (%s:6): Headroom never trusts a new or a changed host key by itself."
                                .formatted(config));
        assertThat(SshConfigText.json(SshReports.of(environment).report("web")))
                .startsWith("{\"host\":\"web\",\"settings\":[{\"keyword\":\"host\",\"value\":\"web\",")
                .contains("\"route\":[{\"user\":\"op\",\"address\":\"gate\",\"port\":2200},{\"user\":\"me\",");
    }

    /** {@code ssh web true} refuses such a host, with "Cannot execute command-line and remote command." */
    @Test
    void aCommandThatSshWouldRunThereIsNotFollowed() throws Exception {
        Path ssh = Files.createDirectories(folder.resolve(".ssh"));
        Path config = Files.writeString(ssh.resolve("config"), """
                Host web
                  RemoteCommand tmux attach
                Host db
                  RemoteCommand none
                Host *
                  RemoteCommand htop
                """);
        assertThat(report("web"))
                .contains(
                        "# not followed: 'RemoteCommand tmux attach' (%s:2): Headroom runs commands of its own; ssh refuses a command beside this one."
                                .formatted(config));
        assertThat(report("db")).doesNotContain("not followed");
    }

    @Test
    void theKeysOfAHostThatIsNotConnectedToAreNotSaidToBeNone() throws Exception {
        Path ssh = Files.createDirectories(folder.resolve(".ssh"));
        Files.writeString(ssh.resolve("config"), """
                Host web
                  IdentityFile ~nosuchuser/.ssh/x
                """);
        assertThat(report("web")).contains("# key: not known, since Headroom does not connect", "# NOT CONNECTED: ");
    }

    /** A folder in the place of known_hosts, and a public key of another key, were told only by a log-in that failed. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "ssh-keygen there takes no empty argument")
    void filesThatAreNotWhatTheirSettingNeedsAreTold() throws Exception {
        Path ssh = Files.createDirectories(folder.resolve(".ssh"));
        Files.createDirectory(ssh.resolve("hosts"));
        for (String name : new String[] {"mine", "other"}) {
            assertThat(new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", name)
                            .directory(ssh.toFile())
                            .start()
                            .waitFor())
                    .isZero();
        }
        Files.move(ssh.resolve("other.pub"), ssh.resolve("mine.pub"), StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(ssh.resolve("other"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(ssh.resolve("config"), """
                Host web
                  UserKnownHostsFile ~/.ssh/hosts
                  RevokedHostKeys ~/.ssh/revoked
                  IdentityFile ~/.ssh/mine
                  IdentityFile ~/.ssh/other
                  CertificateFile ~/.ssh/gone-cert.pub
                """);
        assertThat(report("web").lines().filter(line -> line.startsWith("# note: ")))
                .containsExactly(
                        "# note: %s is a folder, so no host key is known by it.".formatted(ssh.resolve("hosts")),
                        "# note: %s (RevokedHostKeys) is not there, is no file or cannot be read, so Headroom trusts no host key, as ssh."
                                .formatted(ssh.resolve("revoked")),
                        "# note: RevokedHostKeys ~/.ssh/revoked is %s for Headroom; ssh 9.2 does not replace '~' there and connects to nothing: write the path in full."
                                .formatted(ssh.resolve("revoked")),
                        "# note: %s has no certificate: it is not there, is no file or cannot be read."
                                .formatted(ssh.resolve("gone-cert.pub")),
                        "# note: %1$s.pub belongs to another key than %1$s; ssh offers that one."
                                .formatted(ssh.resolve("mine")),
                        "# note: the key file %1$s is not used, as by ssh, because others may read or change it (rw-r--r--): chmod 600 %1$s."
                                .formatted(ssh.resolve("other")));
    }

    private String report(String host) throws IOException {
        var environment = new SshEnvironment(folder, "me", Optional.empty(), folder.resolve("etc"));
        StringWriter text = new StringWriter();
        SshConfigText.print(SshReports.of(environment).report(host), new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void aHostThatTheClusterFileDoesNotHaveIsBadInput() throws Exception {
        Path file = Files.writeString(folder.resolve("cluster.yaml"), """
                cluster: shop
                directors:
                  - { name: lb1, address: 192.0.2.2, ssh: { user: admin, port: 2222 } }
                realServers:
                  - { name: rs1, address: 192.0.2.3 }
                services:
                  - { name: web, virtual: tcp 192.0.2.100:80, containers: "web-*" }
                """);
        Cli unknown = Cli.run("ssh-config", "lb2", "--cluster", file.toString());
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err())
                .isEqualToIgnoringNewLines("headroom: " + file + " has no host 'lb2'; it has lb1, rs1.");
        Cli known = Cli.run("ssh-config", "lb1", "--cluster", file.toString());
        assertThat(known.exitCode()).isZero();
        assertThat(known.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("user admin # cluster file", "port 2222 # cluster file", "hostname 192.0.2.2 # default");
        assertThat(Cli.run("ssh-config").exitCode()).isEqualTo(2);
        assertThat(Cli.run("ssh-config", "-oProxyCommand=x").exitCode()).isEqualTo(2);
    }
}
