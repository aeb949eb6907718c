package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.HostId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The state of the connection to one host.
 *
 * @param address the address of the host, as the operator shall see it
 * @param sentence what is wrong and what to do, or how late its last report came; empty while there is nothing to say
 * @param since when the state last changed
 * @param notes what an operator should know of its last report: parts that are not understood or unknown, and what the
 *     cluster file names and the report does not show; one sentence each
 * @param lacking why no command that changes the host can run there, one sentence; empty where no reason is known
 * @param hostKey the key for which the host is refused; empty where it is not for its key
 * @param facts what seldom changes on the host, such as versions; empty while nothing is known
 * @param answered whether the host answered at the last look and no reading came of it: the log-in works, and a tool, a
 *     right or a meaning lacks
 */
public record HostStatus(
        HostId host,
        String address,
        State state,
        Optional<String> sentence,
        Instant since,
        List<String> notes,
        Optional<String> lacking,
        Optional<HostKeyNotice> hostKey,
        Optional<Facts> facts,
        boolean answered) {
    public HostStatus {
        notes = List.copyOf(notes);
    }

    /**
     * What seldom changes on a host. It decides nothing.
     *
     * @param at when the oldest of them was read
     * @param values by the file or command that says so
     */
    public record Facts(Instant at, SortedMap<String, String> values) {
        public Facts {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }
    }

    /** The status of a host whose key is trusted, or was not seen. */
    public HostStatus(
            HostId host,
            String address,
            State state,
            Optional<String> sentence,
            Instant since,
            List<String> notes,
            Optional<String> lacking) {
        this(host, address, state, sentence, since, notes, lacking, Optional.empty(), Optional.empty(), false);
    }

    /** The status of a host of which nothing is to be said. */
    public HostStatus(HostId host, String address, State state, Instant since) {
        this(host, address, state, Optional.empty(), since, List.of(), Optional.empty());
    }

    /** The status of a host of whose connection an operator should know {@code sentence}. */
    public HostStatus(HostId host, String address, State state, String sentence, Instant since) {
        this(host, address, state, Optional.of(sentence), since, List.of(), Optional.empty());
    }

    /** Whether the host was looked at since the observation began or this computer woke up. */
    public Look look() {
        return switch (state) {
            case CONNECTING -> Look.NOT_YET;
            case CONNECTED -> Look.READ;
            case RETRYING, REFUSED -> Look.FAILED;
        };
    }

    /** What came of the last try to read a host. */
    public enum Look {
        NOT_YET,
        READ,
        FAILED
    }

    /** This status with further notes. */
    public HostStatus with(List<String> further) {
        List<String> all = Stream.concat(notes.stream(), further.stream()).toList();
        return new HostStatus(host, address, state, sentence, since, all, lacking, hostKey, facts, answered);
    }

    /** This status with the key for which the host is refused. */
    public HostStatus with(Optional<HostKeyNotice> key) {
        return new HostStatus(host, address, state, sentence, since, notes, lacking, key, facts, answered);
    }

    /** This status with what seldom changes on the host. */
    public HostStatus with(Facts next) {
        return new HostStatus(
                host, address, state, sentence, since, notes, lacking, hostKey, Optional.of(next), answered);
    }

    /** This status of a host that answered, or did not, when no reading came of it. */
    public HostStatus answered(boolean that) {
        return new HostStatus(host, address, state, sentence, since, notes, lacking, hostKey, facts, that);
    }

    /** The state of a connection. */
    public enum State {
        /** Not read yet since the observation began or this computer woke up. */
        CONNECTING,
        CONNECTED,
        /** The connection was lost or never made; Headroom tries again by itself. */
        RETRYING,
        /** The connection needs an operator: an unknown or changed host key, a refused login, a missing tool. */
        REFUSED
    }
}
