package dev.headroom.backend.remote.jsch.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.LoginKeys;
import dev.headroom.backend.remote.jsch.crypto.HostProof;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Agents that accept a connection and do not answer, as a forwarded one whose connection is dead. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SilentAgentTest {
    private static final Duration BRIEF = Duration.ofMillis(200);

    @TempDir
    Path folder;

    private Path socket = Path.of("");
    private ServerSocketChannel listener;
    private final AtomicLong now = new AtomicLong();
    private final AgentPatience patience = new AgentPatience(BRIEF, Duration.ofSeconds(30), now::get);

    @BeforeEach
    void listen() throws IOException {
        socket = folder.resolve("agent");
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        assertThat(AgentKeys.of(socket, new HostProof(), patience, () -> BRIEF, remarks::add))
                .isEmpty();
        return remarks;
    }

    private String silence() {
        return "the agent at %s did not answer within 200 ms".formatted(socket);
    }

    @Test
    void aSilentAgentIsGivenUpAndItsConnectionEnds() throws IOException {
        assertThat(remarks()).containsExactly(silence());
        try (SocketChannel asked = asked()) {
            drain(asked); // does not end before the other side has closed the connection
        }
    }

    @Test
    void itIsNotAskedAgainForAWhile() throws IOException {
        assertThat(remarks()).containsExactly(silence());
        listener.close();
        assertThat(remarks()).containsExactly(silence());
        now.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(remarks()).containsExactly("no agent answers at " + socket);
    }

    /** It lists a key, and waits for a pinentry of which no one knows. */
    @Test
    void aSignatureIsGivenUpToo() throws Exception {
        var ended = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> {
            try {
                try (SocketChannel listing = asked()) {
                    listing.write(ByteBuffer.wrap(listOfOne()));
                }
                try (SocketChannel signing = asked()) {
                    drain(signing);
                    ended.complete(true);
                }
            } catch (IOException e) {
                ended.completeExceptionally(e);
            }
        });
        var keys = new OfferedKeys(
                new LoginKeys(List.of(), false, Optional.of(socket)),
                "root",
                Instant.EPOCH,
                KeyRing.ofNobody(),
                new HostProof(),
                () -> BRIEF);
        assertThat(keys.count()).isEqualTo(1);
        assertThat(((OfferedKey) keys.getIdentities().getFirst()).getSignature(new byte[] {1}, "ssh-ed25519"))
                .isNull();
        assertThat(keys.remarks())
                .singleElement()
                .asString()
                .contains("the agent at %s did not sign within 180 ms; it may wait for a person".formatted(socket));
        assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
    }

    /** A named pipe in the place of a key would be waited for, as would an agent. */
    @Test
    void aPipeAsKeyFileIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("key");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        var keys = new OfferedKeys(
                new LoginKeys(List.of(pipe), false, Optional.empty()),
                "root",
                Instant.EPOCH,
                KeyRing.ofNobody(),
                new HostProof(),
                () -> BRIEF);
        assertThat(keys.remarks()).containsExactly(pipe + " is no regular file and so no key file");
    }

    private static byte[] listOfOne() {
        byte[] type = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer blob = ByteBuffer.allocate(4 + type.length + 4 + 32)
                .putInt(type.length)
                .put(type)
                .putInt(32);
        byte[] key = blob.array();
        return ByteBuffer.allocate(4 + 1 + 4 + 4 + key.length + 4)
                .putInt(1 + 4 + 4 + key.length + 4)
                .put((byte) 12)
                .putInt(1)
                .putInt(key.length)
                .put(key)
                .putInt(0)
                .array();
    }

    /** The next connection on which something is asked; others look only whether the agent is there. */
    private SocketChannel asked() throws IOException {
        while (true) {
            SocketChannel channel = listener.accept();
            if (Channels.newInputStream(channel).readNBytes(5).length == 5) {
                return channel;
            }
            channel.close();
        }
    }

    private static void drain(SocketChannel channel) throws IOException {
        Channels.newInputStream(channel).readAllBytes();
    }

    /** Where another key serves no sentence of a host names the agent; a warning does, and not for each host. */
    @Test
    void anAgentThatIsSilentIsToldOnce() {
        var nanos = new AtomicLong();
        var patience = new AgentPatience(Duration.ofSeconds(5), Duration.ofSeconds(30), nanos::get);
        Path agent = Path.of("agent");
        assertThat(patience.silent(agent)).isTrue();
        assertThat(patience.silent(agent)).isFalse();
        patience.answered(agent);
        assertThat(patience.silent(agent)).isFalse();
        assertThat(patience.silent(Path.of("other"))).isTrue();
    }
}
