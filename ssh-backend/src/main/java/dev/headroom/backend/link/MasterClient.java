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

/** Sends requests to a running master on this machine. Stateless; each call opens a connection. */
public final class MasterClient {
    static final String SOCKET = "master.sock";

    private final Path folder;

    /** @param folder the state folder of the cluster */
    public MasterClient(Path folder) {
        this.folder = folder;
    }

    /** The master's answer: whether it accepted the request, and a sentence. */
    public record Reply(boolean accepted, String sentence) {}

    /**
     * Sends a request and waits for the answer.
     *
     * @param verb approve, reject, undo, halt, resume, mode or state
     * @param proposal as {@code P7}, or empty
     * @param text reason or mode, or empty
     * @param by the operator's name, for the journal
     * @return empty when no master listens, or when it stopped before it answered
     * @throws IllegalArgumentException if {@code verb} is no request of a master
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
