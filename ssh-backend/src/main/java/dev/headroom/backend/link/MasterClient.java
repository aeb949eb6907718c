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

    /**
     * The master's answer: whether it accepted the request, and a sentence.
     *
     * @param known whether it is known what became of the request: an order to a master on another computer may be on its way
     */
    public record Reply(boolean accepted, String sentence, boolean known) {
        /** An answer that says what became of the request. */
        public Reply(boolean accepted, String sentence) {
            this(accepted, sentence, true);
        }
    }

    /**
     * A proposal as an operator sees it before an approval.
     *
     * @param answerable whether it waits for an answer
     * @param text why there is none, or the proposal in full
     * @param proposal as {@code P7}; empty where there is none
     * @param basis the revision of the plan, which an approval names
     * @param plan the hash of the plan, which an approval names
     */
    public record Offer(boolean answerable, String text, String proposal, long basis, String plan) {}

    /**
     * Approves the plan that was seen, and no other.
     *
     * @param basis its revision; 0 for any
     * @param plan its hash; empty for any
     */
    public Optional<Reply> approve(String proposal, long basis, String plan, String by) {
        return send(new Request(Verb.APPROVE, proposal, basis, "", by, plan)).map(MasterClient::reply);
    }

    /**
     * The proposal that an approval would be about.
     *
     * @param proposal as {@code P7}; empty for the only one that waits for an answer
     * @return empty when no master listens
     */
    public Optional<Offer> offer(String proposal) {
        return send(new Request(Verb.OFFER, proposal, 0, "", ""))
                .map(seen -> new Offer(seen.accepted(), seen.sentence(), seen.proposal(), seen.basis(), seen.plan()));
    }

    private static Reply reply(Response response) {
        return new Reply(response.accepted(), response.sentence(), response.known());
    }

    /**
     * Sends a request and waits for the answer.
     *
     * @param verb approve, reject, undo, halt, resume, mode, proposals or state
     * @param proposal as {@code P7}, or empty
     * @param text reason or mode, or empty
     * @param by the operator's name, for the journal
     * @return empty when no master listens, or when it stopped before it answered
     * @throws IllegalArgumentException if {@code verb} is no request of a master
     */
    public Optional<Reply> ask(String verb, String proposal, String text, String by) {
        return send(new Request(Verb.parse(verb), proposal, 0, text, by)).map(MasterClient::reply);
    }

    /**
     * Sets the mode of the cluster, or the most that may be done for one service.
     *
     * @param mode empty to be told the modes only
     * @param service empty for the whole cluster
     * @param by the operator's name, for the journal
     * @return empty when no master listens
     */
    public Optional<Reply> mode(String mode, String service, String by) {
        return send(new Request(Verb.MODE, "", 0, mode, by, "", service, "")).map(MasterClient::reply);
    }

    /**
     * Takes a real server out for maintenance, or ends that.
     *
     * @param server empty to be told only which servers are in maintenance
     * @param begins whether it begins
     * @param by the operator's name, for the journal
     * @return empty when no master listens
     */
    public Optional<Reply> maintenance(String server, boolean begins, String by) {
        return send(new Request(Verb.MAINTENANCE, "", 0, begins ? "begin" : "end", by, "", "", server))
                .map(MasterClient::reply);
    }

    /**
     * A proposal as a script that a person can run without the master.
     *
     * @param proposal as {@code P7}
     * @param undo whether it shall take the proposal back
     * @return the script, or why there is none; empty when no master listens
     */
    public Optional<Reply> script(String proposal, boolean undo) {
        return send(new Request(Verb.SCRIPT, proposal, 0, undo ? Questions.UNDO : "", ""))
                .map(MasterClient::reply);
    }

    private Optional<Response> send(Request request) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve(SOCKET)));
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            ByteBuffer bytes = ByteBuffer.wrap(request.toLine().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return Optional.ofNullable(lines.readLine()).map(Response::parse);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
