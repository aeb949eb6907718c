package dev.headroom.backend.link;

import dev.headroom.backend.control.Answer;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.VmMaster;
import dev.headroom.backend.link.LinkMessages.Request;
import dev.headroom.backend.link.LinkMessages.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets commands on the same machine answer the proposals of this master. The socket belongs to the user alone; one virtual
 * thread a caller.
 */
public final class MasterServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MasterServer.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ANSWER_SECONDS = 10;

    private final ServerSocketChannel listener;
    private final Path socket;
    private final VmMaster master;

    private MasterServer(ServerSocketChannel listener, Path socket, VmMaster master) {
        this.listener = listener;
        this.socket = socket;
        this.master = master;
    }

    /**
     * Listens until closed. A socket file that a crashed master left is replaced; the lease keeps two living masters apart.
     *
     * @param folder state folder of the cluster; made if it is not there
     */
    public static MasterServer listen(Path folder, VmMaster master) throws IOException {
        Files.createDirectories(folder);
        Path socket = folder.resolve(MasterClient.SOCKET);
        Files.deleteIfExists(socket);
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        }
        MasterServer server = new MasterServer(listener, socket, master);
        Thread.ofVirtual().name("master-link").start(server::acceptAll);
        return server;
    }

    @Override
    public void close() {
        try {
            listener.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.warn("Could not remove {}", socket, e);
        }
    }

    private void acceptAll() {
        while (listener.isOpen()) {
            try {
                SocketChannel caller = listener.accept();
                Thread.ofVirtual().name("master-link-caller").start(() -> serve(caller));
            } catch (IOException e) {
                if (listener.isOpen()) {
                    LOG.warn("The master's socket failed", e);
                }
                return;
            }
        }
    }

    private void serve(SocketChannel caller) {
        try (caller;
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(caller), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            if (line != null) {
                String answer = JSON.writeValueAsString(answer(line)) + "\n";
                ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    caller.write(bytes);
                }
            }
        } catch (IOException e) {
            LOG.debug("A caller went away", e);
        }
    }

    private Response answer(String line) {
        try {
            Request request = JSON.readValue(line, Request.class);
            return request.verb().equals("state") ? new Response(true, StateText.of(master.state())) : submit(request);
        } catch (JacksonException | IllegalArgumentException e) {
            return new Response(false, String.valueOf(e.getMessage()));
        }
    }

    private Response submit(Request request) {
        ControlState state = master.state();
        ProposalId id = request.namesProposal() ? wanted(state, request) : new ProposalId(1);
        long basis = request.basis() != 0
                ? request.basis()
                : state.proposal(id).map(p -> p.plan().basisRevision()).orElse(0L);
        try {
            Answer answer = master.submit(request.toIntent(id, basis)).get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return switch (answer) {
                case Answer.Accepted(ControlState after) ->
                    new Response(true, request.namesProposal() ? StateText.of(after, id) : StateText.of(after));
                case Answer.Refused(String sentence) -> new Response(false, sentence);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Response(false, "The master is stopping.");
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            LOG.warn("No answer to {}", request, e);
            return new Response(false, "The master did not answer within %d s.".formatted(ANSWER_SECONDS));
        }
    }

    private static ProposalId wanted(ControlState state, Request request) {
        if (!request.proposal().isEmpty()) {
            return ProposalId.parse(request.proposal());
        }
        List<Proposal> candidates = request.verb().equals("undo")
                ? state.proposals().stream()
                        .filter(p -> !p.status().live())
                        .limit(1)
                        .toList()
                : state.open();
        if (candidates.size() != 1) {
            throw new IllegalArgumentException("There are %d proposals to %s; name one. %s"
                    .formatted(candidates.size(), request.verb(), StateText.of(state)));
        }
        return candidates.getFirst().id();
    }
}
