package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.RemoteStream.Event;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.trust.KnownHosts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sessions of a computer that has slept: the half-open ones end soon, the others stay. */
class WokenComputerTest extends SshServerFixture {
    private static final CommandLine STAY = CommandLine.of("stay");

    @Test
    void aHalfOpenSessionEndsSoonAndTheNextCallOpensAnother() throws Exception {
        behaviour.set(this::stay);
        SshTarget known = sshd.target(HOST);
        try (DamagingProxy way = DamagingProxy.start(known.port());
                var shell = new JschRemoteShell(
                        new SshTarget(
                                HOST,
                                known.address(),
                                way.port(),
                                known.user(),
                                known.identities(),
                                way.knownHosts(known, folder)),
                        signs(Duration.ofSeconds(2)))) {
            try (RemoteStream stream = stream(shell)) {
                way.lose();
                shell.woken();
                assertThat(stream.next(PATIENCE))
                        .isInstanceOfSatisfying(
                                Event.Failed.class,
                                failed -> assertThat(failed.failure().sentence())
                                        .contains("it gave no sign of life after this computer may have slept"));
            }
            way.heal();
            assertThat(shell.run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
            assertThat(sshd.logins(HOST)).isEqualTo(2);
        }
    }

    @Test
    void aSessionThatLivesStays() throws Exception {
        behaviour.set(this::stay);
        try (var shell = new JschRemoteShell(sshd.target(HOST), signs(Duration.ofSeconds(1)));
                RemoteStream stream = stream(shell)) {
            shell.woken();
            assertThat(stream.next(Duration.ofSeconds(2))).isInstanceOf(Event.Silent.class);
            assertThat(sshd.logins(HOST)).isEqualTo(1);
        }
    }

    private JschSettings signs(Duration keepAlive) {
        return new JschSettings(
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                keepAlive,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                1 << 16,
                new KnownHosts(),
                ticker);
    }

    private static RemoteStream stream(JschRemoteShell shell) {
        RemoteStream stream = shell.open(STAY, PATIENCE);
        assertThat(stream.next(PATIENCE)).isEqualTo(new Event.Line("here"));
        return stream;
    }

    private int stay(String text, InputStream in, OutputStream out, OutputStream err) throws IOException {
        out.write("here\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (text.equals(STAY.toShell())) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return 0;
    }
}
