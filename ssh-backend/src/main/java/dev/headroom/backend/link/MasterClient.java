package dev.headroom.backend.link;

import dev.headroom.backend.link.LinkMessages.Request;
import dev.headroom.backend.link.LinkMessages.Response;
import dev.headroom.backend.link.LinkMessages.Verb;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Asks a running master on this machine. Stateless; each call is one connection. */
public final class MasterClient {
    static final String SOCKET = "master.sock";

    private final Path folder;

    /**
     * @param folder state folder of the cluster
     */
    public MasterClient(Path folder) {
        this.folder = folder;
    }

    /** What the master said. */
    public record Reply(boolean accepted, String sentence) {}

    /**
     * Asks, and waits for the answer.
     *
     * @param verb approve, reject, undo, halt, resume, mode or state
     * @param proposal as {@code P7}, or empty
     * @param text reason or mode, or empty
     * @return empty when no master listens, or when it stopped before it answered
     * @throws IllegalArgumentException if a master cannot be asked {@code verb}
     */
    public Optional<Reply> ask(String verb, String proposal, String text, String by) {
        Request request = new Request(Verb.parse(verb), proposal, 0, text, by);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve(SOCKET)));
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            ByteBuffer bytes = ByteBuffer.wrap(request.toLine().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return Optional.ofNullable(lines.readLine())
                    .map(Response::parse)
                    .map(response -> new Reply(response.accepted(), response.sentence()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
