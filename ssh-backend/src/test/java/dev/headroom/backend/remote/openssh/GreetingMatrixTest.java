package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.RemoteResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hosts say before SSH begins, and hosts that are no SSH: Headroom ends as {@code ssh}, and says what it saw. */
@Timeout(900)
class GreetingMatrixTest extends MatrixFixture {
    private static final String LINE = "please wait\r\n";

    /** An unfinished packet of a length that none has. */
    private static final String NO_PACKET = "\u00ff".repeat(64);

    /** SSH_MSG_DISCONNECT with the reason 2. */
    private static final String DISCONNECT =
            "\0\0\0,\u0004\u0001\0\0\0\u0002\0\0\0\u0018too many clients for now\0\0\0\u0002en\0\0\0\0";

    @ParameterizedTest
    @CsvSource({
        "1000, 11, LOGGED_IN",
        "1023, 11, LOGGED_IN",
        "1024, 11, UNREACHABLE",
        "1, 8192, LOGGED_IN",
        "1, 8193, UNREACHABLE",
        "3, 0, LOGGED_IN"
    })
    void linesBeforeTheVersionAreReadAsBySsh(int lines, int letters, Verdict verdict) throws Exception {
        try (RealSshd sshd = RealSshd.in(folder.resolve("web")).start();
                Stranger web = new Stranger(("x".repeat(letters) + "\r\n").repeat(lines), sshd.port())) {
            sshd.lets(home.key("id_ed25519", "ed25519"));
            home.append("known_hosts", "[127.0.0.1]:%d %s".formatted(web.port(), sshd.hostKey("ed25519")));
            at(web);
            Comparison.of(home, "web").isForBoth(verdict);
        }
    }

    @Test
    void aHostThatNeverComesToTheVersionIsGivenUpAndTold() throws Exception {
        says(
                LINE.repeat(5000),
                "it is no SSH: none of its first 1024 lines is a version of SSH; it began with 'please wait'");
        says("y".repeat(100_000), "it is no SSH: a line is longer than 8192 bytes; it began with 'yyy");
        says("a\0b\r\n", "it is no SSH: a line has a character that is none of a text");
    }

    @Test
    void aHostThatIsNoSshIsToldByItsWords() throws Exception {
        says(
                "HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n",
                "the host closed it; it began with 'HTTP/1.1 400 Bad Request'");
        says("SSH-1.5-old\r\n", "it has no version 2 of SSH: it says 'SSH-1.5-old'");
        says("not here\r\n", "the host closed it; it began with 'not here'");
        says("", "something listens, but the host closed it.");
    }

    @Test
    void whatIsNotUnderstoodAfterTheVersionIsToldWithoutNamesOfJava() throws Exception {
        says("SSH-2.0-x\r\n" + NO_PACKET, "what it sends is damaged, or no SSH that Headroom understands");
        says("SSH-2.0-x\r\n", "the host closed it.");
        says("SSH-2.0-x\r\n" + DISCONNECT, "its sshd ended the log-in and says 'too many clients for now'");
    }

    private void says(String words, String told) throws Exception {
        try (Stranger web = new Stranger(words, 0)) {
            Files.deleteIfExists(home.ssh("config"));
            at(web);
            Comparison compared = Comparison.of(home, "web");
            assertThat(compared.headroom()).isEqualTo(Verdict.UNREACHABLE);
            assertThat(compared.ssh()).isEqualTo(Verdict.UNREACHABLE);
            compared.saying(told);
            assertThat(((RemoteResult.Failed) compared.result()).failure().sentence())
                    .doesNotContainPattern("Exception|java|jcraft|Stream|SSH_MSG|null|string");
        }
    }

    private void at(Stranger web) throws IOException {
        home.config("Host web\n  HostName 127.0.0.1\n  User root\n  Port %d\n".formatted(web.port()));
    }

    /** Says the same to everybody who connects, and then closes, or passes on to an sshd. */
    private static final class Stranger implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final byte[] words;
        private final int sshd;

        /** @param sshd its port on 127.0.0.1; 0 for none */
        Stranger(String words, int sshd) throws IOException {
            this.words = words.getBytes(StandardCharsets.ISO_8859_1);
            this.sshd = sshd;
            Thread.ofVirtual().start(this::take);
        }

        int port() {
            return socket.getLocalPort();
        }

        private void take() {
            while (!socket.isClosed()) {
                try {
                    Socket one = socket.accept();
                    Thread.ofVirtual().start(() -> serve(one));
                } catch (IOException _) {
                    return; // it was closed
                }
            }
        }

        private void serve(Socket one) {
            try (one) {
                one.getOutputStream().write(words);
                if (sshd == 0) {
                    one.shutdownOutput();
                    one.getInputStream().transferTo(OutputStream.nullOutputStream());
                    return;
                }
                try (Socket inner = new Socket(InetAddress.getLoopbackAddress(), sshd)) {
                    Thread.ofVirtual().start(() -> pass(one, inner));
                    inner.getInputStream().transferTo(one.getOutputStream());
                }
            } catch (IOException _) {
                // The other side has had enough.
            }
        }

        private static void pass(Socket from, Socket to) {
            try (InputStream in = from.getInputStream()) {
                in.transferTo(to.getOutputStream());
            } catch (IOException _) {
                // The other side has had enough.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
