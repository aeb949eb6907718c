package dev.headroom.backend.link;

import dev.headroom.backend.act.PlanScripts;
import dev.headroom.backend.control.driver.VmMaster;
import dev.headroom.backend.journal.FileIdentity;
import dev.headroom.backend.journal.StateFolder;
import dev.headroom.backend.link.LinkMessages.Request;
import dev.headroom.backend.link.LinkMessages.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts requests of commands on the same machine. Only the user who runs this process can open the socket; each
 * connection has a virtual thread.
 */
public final class MasterServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MasterServer.class);

    /** The longest request in bytes; an honest one has a few words. */
    private static final int LONGEST_LINE = 64 << 10;

    /** The pause after a fault; what was lacking may then be there again. */
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

    private final ServerSocketChannel listener;
    private final FileIdentity socket;
    private final Questions questions;
    private final AcceptLoop loop;

    private MasterServer(ServerSocketChannel listener, FileIdentity socket, Questions questions) {
        this.listener = listener;
        this.socket = socket;
        this.questions = questions;
        this.loop = new AcceptLoop(
                listener::accept,
                caller -> Thread.ofVirtual().name("master-link-caller").start(() -> serve(caller)),
                AFTER_A_FAULT);
    }

    /**
     * Listens until closed. A socket file that a crashed master left is replaced.
     *
     * @param folder the state folder of the cluster; made if it is not there
     * @param scripts writes the master's proposals for persons
     * @throws IOException with a sentence; also if another master listens there
     */
    public static MasterServer listen(Path folder, VmMaster master, PlanScripts scripts) throws IOException {
        StateFolder.make(folder);
        Path socket = folder.resolve(MasterClient.SOCKET);
        if (somebodyListensAt(socket)) {
            throw new IOException("Another Headroom master of this cluster already listens at %s.".formatted(socket));
        }
        Files.deleteIfExists(socket);
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        FileIdentity bound;
        try {
            listener.bind(UnixDomainSocketAddress.of(socket));
            // not the folder's file store: in a root that is no mount (a chroot) that cannot be told
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            }
            bound = FileIdentity.of(socket);
        } catch (IOException e) {
            listener.close();
            throw new IOException("Cannot listen at %s: %s.".formatted(socket, e.getMessage()), e);
        }
        MasterServer server = new MasterServer(listener, bound, new Questions(master, scripts));
        Thread.ofVirtual().name("master-link").start(server.loop);
        return server;
    }

    private static boolean somebodyListensAt(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel caller = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return caller.isConnected();
        } catch (IOException e) {
            // No master listens: a crash left the file.
            return false;
        }
    }

    /** The socket's file. */
    public Path socket() {
        return socket.file();
    }

    /** Stops listening and removes the socket's file, unless another master has replaced it. */
    @Override
    public void close() {
        loop.close();
        try {
            listener.close();
            if (socket.isStillThere()) {
                Files.deleteIfExists(socket.file());
            }
        } catch (IOException e) {
            LOG.warn("Could not remove {}", socket.file(), e);
        }
    }

    private void serve(SocketChannel caller) {
        try (caller;
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(caller), StandardCharsets.UTF_8))) {
            String line = firstLine(lines);
            if (!line.isEmpty()) {
                ByteBuffer bytes =
                        ByteBuffer.wrap(answer(line, Peer.user(caller)).toLine().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    caller.write(bytes);
                }
            }
        } catch (IOException e) {
            LOG.debug("A caller went away", e);
        } catch (Throwable e) {
            // The client sees the end of the stream; the next client is served.
            LOG.error("A fault while serving a caller", e);
        }
    }

    private static String firstLine(Reader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n' && line.length() < LONGEST_LINE; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private Response answer(String line, Optional<String> user) {
        try {
            Request request = Request.parse(line);
            return questions.answer(request.by(Peer.named(request.by(), user)));
        } catch (IllegalArgumentException e) {
            return new Response(false, String.valueOf(e.getMessage()));
        }
    }
}
