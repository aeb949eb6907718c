package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.HostId;
import java.time.Instant;
import java.util.List;

/**
 * The connection to one host.
 *
 * @param address where it is reached
 * @param sentence what is wrong and what to do; empty while connected
 * @param since when the state last changed
 * @param notes what of its last report is not understood or cannot be known, one sentence each
 */
public record HostStatus(HostId host, String address, State state, String sentence, Instant since, List<String> notes) {
    public HostStatus {
        notes = List.copyOf(notes);
    }

    /** One that was understood whole. */
    public HostStatus(HostId host, String address, State state, String sentence, Instant since) {
        this(host, address, state, sentence, since, List.of());
    }

    /** What the connection does. */
    public enum State {
        CONNECTING,
        CONNECTED,
        /** Lost or never had; tried again by itself. */
        RETRYING,
        /** Needs an operator: an unknown or changed host key, a refused login, a missing tool. */
        REFUSED
    }
}
