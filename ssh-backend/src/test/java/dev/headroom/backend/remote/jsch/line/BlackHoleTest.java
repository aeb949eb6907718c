package dev.headroom.backend.remote.jsch.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.remote.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A name of which one address swallows every packet, in a network namespace of its own: a process of Java there looks
 * names up in a file, whose order stays.
 */
@Timeout(900)
class BlackHoleTest {
    private static final String NAME = "web.example.org";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "192.0.2.9 127.0.0.1, 127.0.0.1",
        "2001:db8::9 127.0.0.1, 127.0.0.1",
        "192.0.2.9 192.0.2.8 2001:db8::9 127.0.0.1, 127.0.0.1",
        "127.0.0.1 192.0.2.9, 127.0.0.1",
        "192.0.2.9 0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1"
    })
    void anAddressThatSwallowsAllHidesNoOther(String addresses, String reached) throws Exception {
        Path hosts = Files.write(
                folder.resolve("hosts"),
                List.of(addresses.split(" ")).stream()
                        .map(one -> one + " " + NAME)
                        .toList());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "unshare",
                        "-n",
                        "sh",
                        "-c",
                        "ip link set lo up && ip link add d0 type veth peer name d1 && ip link set d0 arp off up && ip link set d1 up"
                                + " && ip addr add 192.0.2.1/24 dev d0 && ip addr add 2001:db8::1/64 dev d0 nodad || exit 77;"
                                + " exec \"$@\"",
                        "sh",
                        java,
                        "-Djdk.net.hosts.file=" + hosts,
                        "-cp",
                        System.getProperty("java.class.path"),
                        There.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            assertThat(process.waitFor(TestPatience.millis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(folder.resolve("out"));
        Assumptions.assumeTrue(
                process.exitValue() != 77 && !said.contains("unshare"), "no network namespace here: " + said);
        assertThat(said).contains("reached " + reached);
    }

    /** Run there: listens on all addresses, and connects by the name. */
    static final class There {
        public static void main(String[] arguments) throws IOException {
            try (var listener = new ServerSocket(0);
                    Socket socket = new DirectLine(
                                    NAME, listener.getLocalPort(), (Route.Direct) Route.direct(), Duration.ofHours(1))
                            .connect()) {
                InetAddress reached = socket.getInetAddress();
                System.out.println("reached " + reached.getHostAddress());
            }
        }
    }
}
