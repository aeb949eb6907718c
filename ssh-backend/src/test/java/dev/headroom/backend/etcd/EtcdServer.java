package dev.headroom.backend.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real etcd with one member on loopback. */
public final class EtcdServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/etcd");

    private final Process process;
    private final URI endpoint;

    private EtcdServer(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Skips a test where there is no etcd, and says why; fails it where HEADROOM_FIELD is {@code required}. */
    public static void isNeeded() {
        boolean there = Files.isExecutable(PROGRAM) && Files.isExecutable(Path.of("/usr/bin/etcdctl"));
        if ("required".equals(System.getenv("HEADROOM_FIELD"))) {
            assertThat(there)
                    .as("Debian's etcd-server and etcd-client are there")
                    .isTrue();
        } else {
            Assumptions.assumeTrue(there, "needs Debian's etcd-server and etcd-client");
        }
    }

    /** Starts a member without TLS. */
    public static EtcdServer start(Path folder) throws Exception {
        return start(folder, "http", List.of());
    }

    static EtcdServer start(Path folder, String scheme, List<String> more) throws Exception {
        isNeeded();
        URI clients = URI.create("%s://127.0.0.1:%d".formatted(scheme, freePort()));
        String peers = "http://127.0.0.1:" + freePort();
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "--data-dir=" + folder.resolve("etcd-data"),
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers));
        command.addAll(more);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("etcd.log").toFile());
        builder.environment().put("ETCD_UNSUPPORTED_ARCH", "arm64");
        EtcdServer server = new EtcdServer(builder.start(), clients);
        Path log = folder.resolve("etcd.log");
        TestPatience.until(
                "etcd serves",
                () -> Files.readString(log).contains("ready to serve client requests"),
                () -> Files.readString(log));
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    EtcdSettings settings() {
        return settings(endpoint);
    }

    static EtcdSettings settings(URI... endpoints) {
        return new EtcdSettings(
                List.of(endpoints), Optional.empty(), Optional.empty(), Optional.empty(), "shop.yaml:2:8");
    }

    /** Sends a signal, as STOP. */
    public void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    String control(String... words) throws Exception {
        Process control = new ProcessBuilder(
                        Stream.concat(Stream.of("/usr/bin/etcdctl", "--endpoints=" + endpoint), Stream.of(words))
                                .toList())
                .redirectErrorStream(true)
                .start();
        control.getOutputStream().close();
        String said = new String(control.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(control.waitFor()).as(said).isZero();
        return said;
    }

    @Override
    public void close() {
        // SIGKILL ends also a process that is stopped.
        process.destroyForcibly().onExit().join();
    }
}
