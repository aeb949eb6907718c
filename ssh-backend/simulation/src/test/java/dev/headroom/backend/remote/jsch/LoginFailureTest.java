package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.LoginRefusal;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.RemoteStream.Event;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.trust.ShownKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What fails before a command is sent: it has surely not been run. */
class LoginFailureTest extends SshServerFixture {
    @Test
    void aClosedPortIsUnreachable() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        SshTarget known = sshd.target(HOST);
        var target = new SshTarget(HOST, known.address(), port, known.user(), known.identities(), known.knownHosts());
        assertThat(shell(target).run(COMMAND, PATIENCE))
                .isEqualTo(new RemoteResult.Failed(
                        new RemoteFailure.Unreachable(HOST, "127.0.0.1 port " + port, "Connection refused"), false));
    }

    @Test
    void aPortThatSaysNothingTimesOut() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SshTarget known = sshd.target(HOST);
            var target = new SshTarget(
                    HOST, known.address(), silent.getLocalPort(), known.user(), known.identities(), known.knownHosts());
            assertThat(shell(target).run(COMMAND, MOMENT))
                    .isEqualTo(new RemoteResult.Failed(
                            new RemoteFailure.TimedOut(HOST, "connecting to 127.0.0.1", MOMENT), false));
        }
    }

    @Test
    void anUnknownHostKeyIsToldWithItsFingerprintAndNeverWritten() throws IOException {
        Path empty = folder.resolve("nobody");
        SshTarget known = sshd.target(HOST);
        var target = new SshTarget(HOST, known.address(), known.port(), known.user(), known.identities(), empty);
        var failure = failure(shell(target).run(COMMAND, PATIENCE), false);
        assertThat(failure)
                .isEqualTo(new RemoteFailure.HostKeyUnknown(
                        HOST,
                        "127.0.0.1 port " + known.port(),
                        "ecdsa-sha2-nistp256",
                        fingerprint(known.port()),
                        empty + ", which does not exist yet",
                        shown(target)));
        assertThat(empty).doesNotExist();
        assertThat(sshd.logins(HOST)).isZero();
    }

    /** headroom trust refuses there, so it is no remedy. */
    @Test
    void whereNoKeyCanBeKeptTrustIsNoRemedy() throws IOException {
        SshTarget known = sshd.target(HOST);
        var target = new SshTarget(HOST, known.address(), known.port(), known.user(), known.identities(), folder);
        assertThat(failure(shell(target).run(COMMAND, PATIENCE), false).sentence())
                .doesNotContain("let headroom trust do so")
                .endsWith("; headroom trust cannot do so: %s is a folder, and keeps no keys: name a file in its place."
                        .formatted(folder));
    }

    @Test
    void aChangedHostKeyIsToldApartFromAnUnknownOne() throws IOException {
        SshTarget known = sshd.target(HOST);
        Path swapped = folder.resolve("swapped");
        String otherKey = line(sshd.target(OTHER).port()).split(" ", 2)[1];
        Files.writeString(swapped, "[127.0.0.1]:%d %s%n".formatted(known.port(), otherKey));
        String before = Files.readString(swapped);
        var target = new SshTarget(HOST, known.address(), known.port(), known.user(), known.identities(), swapped);
        var failure = failure(shell(target).run(COMMAND, PATIENCE), false);
        assertThat(failure)
                .isEqualTo(new RemoteFailure.HostKeyChanged(
                        HOST,
                        "127.0.0.1 port " + known.port(),
                        "ecdsa-sha2-nistp256",
                        fingerprint(known.port()),
                        swapped + ":1",
                        shown(target)));
        assertThat(swapped).hasContent(before);
        assertThat(sshd.logins(HOST)).isZero();
    }

    @Test
    void aRevokedHostKeyIsRefusedWhateverElseTheFileSays() throws IOException {
        SshTarget known = sshd.target(HOST);
        String key = line(known.port()).split(" ", 2)[1];
        Path revoking = Files.writeString(
                folder.resolve("revoking"), "[127.0.0.1]:%d %s%n@revoked * %s%n".formatted(known.port(), key, key));
        var target = new SshTarget(HOST, known.address(), known.port(), known.user(), known.identities(), revoking);
        var failure = failure(shell(target).run(COMMAND, PATIENCE), false);
        assertThat(failure)
                .isEqualTo(new RemoteFailure.HostKeyRevoked(
                        HOST,
                        "127.0.0.1 port " + known.port(),
                        "ecdsa-sha2-nistp256",
                        fingerprint(known.port()),
                        revoking + ":2"));
        assertThat(failure.sentence()).doesNotContain("remove").doesNotContain("add its key");
        assertThat(sshd.logins(HOST)).isZero();
    }

    @Test
    void aHostKnownByAnotherTypeOfKeyHasChangedAndIsNotUnknown() throws IOException {
        SshTarget known = sshd.target(HOST);
        String ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
        Path other = Files.writeString(folder.resolve("other"), "[127.0.0.1]:%d %s%n".formatted(known.port(), ed25519));
        var target = new SshTarget(HOST, known.address(), known.port(), known.user(), known.identities(), other);
        assertThat(failure(shell(target).run(COMMAND, PATIENCE), false))
                .isInstanceOf(RemoteFailure.HostKeyChanged.class);
    }

    @Test
    void aBrokenLineInKnownHostsCostsNobodyElse() throws IOException {
        SshTarget known = sshd.target(HOST);
        Path broken = Files.writeString(
                folder.resolve("broken"),
                "somebody ssh-ed25519\nother ssh-rsa !!\n|1|a|b c d\n" + line(known.port()) + "\n");
        var target = new SshTarget(HOST, known.address(), known.port(), known.user(), known.identities(), broken);
        assertThat(shell(target).run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
    }

    @Test
    void aPrivateKeyThatOthersMayReadIsNotUsed() throws IOException {
        SshTarget known = sshd.target(HOST);
        Path open = Files.copy(known.identities().getFirst(), folder.resolve("open_key"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
        var target =
                new SshTarget(HOST, known.address(), known.port(), known.user(), List.of(open), known.knownHosts());
        assertThat(failure(shell(target).run(COMMAND, PATIENCE), false).sentence())
                .contains("open_key", "rw-r-----", "chmod 600");
        assertThat(sshd.logins(HOST)).isZero();
    }

    @Test
    void aWrongKeyIsRejected() throws IOException {
        Path stranger = strangersKey();
        SshTarget known = sshd.target(HOST);
        var target =
                new SshTarget(HOST, known.address(), known.port(), known.user(), List.of(stranger), known.knownHosts());
        assertThat(shell(target).run(COMMAND, PATIENCE))
                .isEqualTo(new RemoteResult.Failed(
                        new RemoteFailure.AuthenticationRejected(
                                HOST,
                                "127.0.0.1 port " + known.port(),
                                "headroom",
                                new LoginRefusal.KeysRefused(
                                        1, List.of(), List.of("keyboard-interactive"), "nobody can be asked here")),
                        false));
    }

    @Test
    void aMissingKeyFileIsNamed() {
        SshTarget known = sshd.target(HOST);
        Path missing = folder.resolve("no_such_key");
        var target =
                new SshTarget(HOST, known.address(), known.port(), known.user(), List.of(missing), known.knownHosts());
        assertThat(failure(shell(target).run(COMMAND, PATIENCE), false))
                .isEqualTo(new RemoteFailure.AuthenticationRejected(
                        HOST,
                        "127.0.0.1 port " + known.port(),
                        "headroom",
                        new LoginRefusal.NoKey(
                                List.of("the key file %s does not exist".formatted(missing)),
                                List.of("keyboard-interactive"),
                                "nobody can be asked here")));
    }

    @Test
    void aFailureIsTheFirstEventOfAStream() {
        SshTarget known = sshd.target(HOST);
        var target =
                new SshTarget(HOST, known.address(), known.port(), "nobody", known.identities(), known.knownHosts());
        try (RemoteStream stream = shell(target).open(COMMAND, PATIENCE)) {
            assertThat(stream.next(PATIENCE))
                    .isInstanceOfSatisfying(
                            Event.Failed.class,
                            e -> assertThat(e.failure()).isInstanceOf(RemoteFailure.AuthenticationRejected.class));
        }
    }

    @Test
    void aClosedShellIsDisconnected() {
        JschRemoteShell shell = shell();
        assertThat(shell.run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
        shell.close();
        shell.close();
        assertThat(failure(shell.run(COMMAND, PATIENCE), false)).isInstanceOf(RemoteFailure.Disconnected.class);
        assertThat(shell.open(COMMAND, PATIENCE).next(PATIENCE)).isInstanceOf(Event.Failed.class);
    }

    private String line(int port) throws IOException {
        return Files.readAllLines(sshd.knownHosts()).stream()
                .filter(l -> l.startsWith("[127.0.0.1]:" + port + " "))
                .findFirst()
                .orElseThrow();
    }

    private ShownKey shown(SshTarget target) throws IOException {
        byte[] key = Base64.getDecoder().decode(line(target.port()).split(" ", 3)[2]);
        return ShownKey.of(target.hostKeys(), target.address(), target.port(), key);
    }

    private String fingerprint(int port) throws IOException {
        return Fingerprints.sha256(line(port).split(" ", 3)[2]);
    }
}
