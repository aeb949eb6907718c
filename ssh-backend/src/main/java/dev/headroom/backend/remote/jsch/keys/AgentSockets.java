package dev.headroom.backend.remote.jsch.keys;

import com.jcraft.jsch.USocketFactory;
import dev.headroom.backend.remote.jsch.crypto.HostProof;
import java.io.EOFException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Connections to an agent. Each begins with the proof of which host this session talks to, once there is one, so that
 * the agent uses keys that it keeps for some hosts ({@code ssh-add -h}) as for {@code ssh}. See decision 0099.
 */
final class AgentSockets implements USocketFactory {
    private static final int MOST_OF_AN_ANSWER = 256 * 1024;

    private final HostProof proof;
    private final AtomicReference<@Nullable Channel> line = new AtomicReference<>();
    private volatile boolean isCut;

    AgentSockets(HostProof proof) {
        this.proof = proof;
    }

    @Override
    public SocketChannel connect(Path socket) throws IOException {
        Optional<byte[]> binding = proof.binding();
        SocketChannel channel = connection(socket);
        if (binding.isPresent()) {
            try {
                tell(channel, binding.get());
            } catch (IOException _) { // an agent that ends the connection at a message that it does not know
                channel.close();
                return connection(socket);
            }
        }
        return channel;
    }

    /** A connection to a named pipe of Windows. */
    FileChannel pipe(String name) throws IOException {
        if (File.separatorChar != '\\') { // it would make a file of that name
            throw new FileNotFoundException("Only Windows has named pipes.");
        }
        Optional<byte[]> binding = proof.binding();
        FileChannel channel = file(name);
        if (binding.isPresent()) {
            try {
                tell(channel, binding.get());
            } catch (IOException _) { // as above
                channel.close();
                return file(name);
            }
        }
        return channel;
    }

    /** Ends the connection, whatever waits for an answer on it, and opens no other. Does not block. */
    void cut() {
        isCut = true;
        Channel channel = line.get();
        if (channel instanceof SocketChannel) {
            close(channel);
        } else if (channel != null) {
            Thread.ofPlatform().daemon().name("headroom-agent").start(() -> close(channel)); // Windows may wait in it
        }
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // It is closed all the same.
        }
    }

    private <T extends Channel> T kept(T channel) throws IOException {
        line.set(channel);
        if (isCut) {
            channel.close();
            throw new ClosedChannelException();
        }
        return channel;
    }

    private FileChannel file(String name) throws IOException {
        return kept(new RandomAccessFile(name, "rw").getChannel());
    }

    private SocketChannel connection(Path socket) throws IOException {
        SocketChannel channel = kept(SocketChannel.open(StandardProtocolFamily.UNIX));
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Whatever the answer: an agent that does not know the message keeps no key for some hosts. */
    static void tell(ByteChannel channel, byte[] message) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(Integer.BYTES + message.length)
                .putInt(message.length)
                .put(message)
                .flip();
        while (request.hasRemaining()) {
            channel.write(request);
        }
        int length = read(channel, Integer.BYTES).getInt();
        if (length < 0 || length > MOST_OF_AN_ANSWER) {
            throw new IOException("an answer of %d bytes".formatted(length));
        }
        read(channel, length);
    }

    private static ByteBuffer read(ByteChannel channel, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }

    @Override
    public ServerSocketChannel bind(Path socket) {
        throw new UnsupportedOperationException("Headroom is no agent.");
    }
}
