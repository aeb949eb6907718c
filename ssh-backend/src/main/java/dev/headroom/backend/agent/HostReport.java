package dev.headroom.backend.agent;

import dev.headroom.backend.control.HostKeyNotice;
import dev.headroom.backend.parse.HostFacts;
import dev.headroom.backend.parse.HostSigns;
import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.backend.parse.LoanMarker;
import dev.headroom.backend.parse.ProcFiles.AgentTime;
import dev.headroom.backend.parse.ProcFiles.CpuTimes;
import dev.headroom.backend.parse.ProcFiles.Memory;
import dev.headroom.backend.parse.StrainCounts;
import dev.headroom.backend.parse.SyncDaemon;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.Said;
import dev.headroom.backend.remote.trust.ShownKey;
import dev.headroom.backend.runtime.ConfiguredAddress;
import dev.headroom.backend.runtime.ContainerLine;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Established;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The outcome of asking one host. Counters are as the host has them; {@link SnapshotAssembler} makes rates of them. */
sealed interface HostReport {
    /** So many lines of one host that are not understood are quoted. */
    int MOST_NOTES = 5;

    /** The longest quoted line. */
    int MOST_LETTERS = 160;

    HostId host();

    /** When the report was asked for, by the console's clock: no value in it is older, save lists whose age it says. */
    Instant at();

    /** What the report holds and Headroom does not understand, or what cannot be known; one sentence each. */
    List<String> notUnderstood();

    /** Why no command that changes the host can run there, one sentence; empty where no reason is known. */
    Optional<String> lacking();

    /** The agent's account of itself; empty where the host does not tell it. */
    default Optional<AgentTime> agent() {
        return switch (this) {
            case DirectorReport director -> director.facts().agent();
            case ServerReport server -> server.signs().facts().agent();
            case NotRead _ -> Optional.empty();
        };
    }

    /** What an operator should know of the host: what is not understood, and the right that is lacking. */
    default List<String> notes() {
        return Stream.concat(notUnderstood().stream(), lacking().stream()).toList();
    }

    /**
     * A director's report.
     *
     * @param uptime the time since the host booted: the clock of its counters
     * @param udpTimeout how long IPVS remembers a flow of UDP packets after its last packet
     * @param refused what sudo did not let the agent read, and the table is known without; one sentence each
     */
    record DirectorReport(
            DirectorId host,
            Instant at,
            Duration uptime,
            IpvsTable table,
            SyncDaemon sync,
            Map<ProbeTarget, ProbeResult> probes,
            Duration udpTimeout,
            List<String> refused,
            Optional<String> lacking,
            HostFacts facts)
            implements HostReport {
        /** A report with the kernel's default timeouts. */
        DirectorReport(
                DirectorId host,
                Instant at,
                Duration uptime,
                IpvsTable table,
                SyncDaemon sync,
                Map<ProbeTarget, ProbeResult> probes) {
            this(
                    host,
                    at,
                    uptime,
                    table,
                    sync,
                    probes,
                    DirectorTable.USUAL_UDP_TIMEOUT,
                    List.of(),
                    Optional.empty(),
                    HostFacts.NONE);
        }

        public DirectorReport {
            probes = Collections.unmodifiableMap(new TreeMap<>(probes));
            refused = List.copyOf(refused);
        }

        private static String sentence(NotUnderstood line) {
            return "'%s'. %s".formatted(Said.clipped(line.line().strip(), MOST_LETTERS), line.why());
        }

        @Override
        public List<String> notUnderstood() {
            List<String> notes = new ArrayList<>();
            if (sync == SyncDaemon.UNKNOWN) {
                notes.add(
                        "Whether %s keeps copies of another director's connections is not known ('ipvsadm -Ln --daemon' does not say): the larger number of active connections counts, not the sum."
                                .formatted(host));
            }
            notes.addAll(refused);
            notes.addAll(bounded(
                    host, table.unread().stream().map(DirectorReport::sentence).toList()));
            return notes;
        }
    }

    /** Of many sentences about what is not understood on a host the first few, and the number of the others. */
    static List<String> bounded(HostId host, List<String> sentences) {
        int others = sentences.size() - MOST_NOTES;
        Stream<String> first = sentences.stream().limit(MOST_NOTES).map(s -> host.name() + ": not understood: " + s);
        return others <= 0
                ? first.toList()
                : Stream.concat(
                                first,
                                Stream.of("%s: %d more line%s not understood."
                                        .formatted(host.name(), others, others == 1 ? " is" : "s are")))
                        .toList();
    }

    /**
     * A real server's report.
     *
     * @param uptime the time since the host booted: the clock of its counters
     * @param memory of the host; empty where the host does not say
     * @param networkBytes bytes in and out since boot; empty where they cannot be read
     * @param notUnderstood the parts of the report that are not understood, one sentence each
     * @param signs what it says beside the load
     */
    record ServerReport(
            ServerId host,
            Instant at,
            Duration uptime,
            CpuTimes cpu,
            Optional<Memory> memory,
            OptionalLong networkBytes,
            List<ContainerReport> containers,
            List<String> notUnderstood,
            Optional<String> lacking,
            HostSigns signs)
            implements HostReport {
        /** A report of a host that is not known to lack a right, or anything else. */
        ServerReport(
                ServerId host,
                Instant at,
                Duration uptime,
                CpuTimes cpu,
                Optional<Memory> memory,
                OptionalLong networkBytes,
                List<ContainerReport> containers,
                List<String> notUnderstood) {
            this(
                    host,
                    at,
                    uptime,
                    cpu,
                    memory,
                    networkBytes,
                    containers,
                    notUnderstood,
                    Optional.empty(),
                    HostSigns.NONE);
        }

        public ServerReport {
            containers = List.copyOf(containers);
            notUnderstood = List.copyOf(notUnderstood);
        }

        Optional<ContainerReport> container(String name) {
            return containers.stream().filter(c -> c.line().name().equals(name)).findFirst();
        }
    }

    /**
     * One container of a real server.
     *
     * @param configured the addresses in its configuration
     * @param cpuUsed CPU time since it was started; empty while it does not run or where the host does not count it
     * @param memory bytes in use; empty in the same cases
     * @param listening ports on which a process inside the container listens
     * @param marker the mark that a start for a loan has left
     * @param established whether it has connections with other hosts; read only for a container with the mark of a
     * loan
     * @param strain what shows that it gets less than it asks for; empty where it was not read
     */
    record ContainerReport(
            ContainerLine line,
            List<ConfiguredAddress> configured,
            Optional<Duration> cpuUsed,
            Optional<Long> memory,
            Set<Integer> listening,
            Optional<LoanMarker> marker,
            Established established,
            Optional<StrainCounts> strain) {
        public ContainerReport {
            configured = List.copyOf(configured);
            listening = Collections.unmodifiableSet(new TreeSet<>(listening));
        }

        /** A container without a mark, with one configured address at most. */
        ContainerReport(
                ContainerLine line,
                Optional<String> address,
                Optional<Duration> cpuUsed,
                Optional<Long> memory,
                Set<Integer> listening) {
            this(
                    line,
                    address.map(a -> new ConfiguredAddress(a, 24)).stream().toList(),
                    cpuUsed,
                    memory,
                    listening,
                    Optional.empty(),
                    Established.UNKNOWN,
                    Optional.empty());
        }

        /** The first configured address; empty where its configuration has none. */
        Optional<String> address() {
            return configured.stream().map(ConfiguredAddress::address).findFirst();
        }
    }

    /**
     * The failure of a host to give a report.
     *
     * @param sentence what, where, what to do
     * @param transientFailure whether another attempt may succeed without an action of the operator
     * @param hostKey the key for which the host is refused
     * @param answered whether the host answered: a tool, a right or a meaning lacks
     */
    record NotRead(
            HostId host,
            Instant at,
            String sentence,
            boolean transientFailure,
            Optional<HostKeyNotice> hostKey,
            boolean answered)
            implements HostReport {
        NotRead(HostId host, Instant at, String sentence, boolean transientFailure) {
            this(host, at, sentence, transientFailure, Optional.empty(), false);
        }

        /** A host that answered, and no reading came of it. */
        static NotRead answered(HostId host, Instant at, String sentence, boolean transientFailure) {
            return new NotRead(host, at, sentence, transientFailure, Optional.empty(), true);
        }

        /** The failure of the connection to {@code host}. */
        static NotRead of(HostId host, Instant at, RemoteFailure failure) {
            return new NotRead(host, at, failure.sentence(), failure.transientFailure(), notice(failure), false);
        }

        private static Optional<HostKeyNotice> notice(RemoteFailure failure) {
            return switch (failure) {
                case RemoteFailure.HostKeyUnknown unknown ->
                    Optional.of(notice(HostKeyNotice.Kind.UNKNOWN, unknown.address(), unknown.shown()));
                case RemoteFailure.HostKeyChanged changed ->
                    Optional.of(notice(HostKeyNotice.Kind.CHANGED, changed.address(), changed.shown()));
                case RemoteFailure.HostKeyRevoked revoked ->
                    Optional.of(new HostKeyNotice(
                            HostKeyNotice.Kind.REVOKED,
                            revoked.address(),
                            revoked.keyType(),
                            revoked.fingerprint(),
                            ""));
                case RemoteFailure.RetriedLater(var refusal, var _, var _) -> notice(refusal);
                case RemoteFailure.NotRetried(var refusal) -> notice(refusal);
                case RemoteFailure.AtJump(var _, var _, var _, var there) -> notice(there);
                case RemoteFailure.HostKeysUnreadable _,
                        RemoteFailure.SettingNotFollowed _,
                        RemoteFailure.SameMachine _,
                        RemoteFailure.AuthenticationRejected _,
                        RemoteFailure.OutputTooLarge _,
                        RemoteFailure.Unreachable _,
                        RemoteFailure.TimedOut _,
                        RemoteFailure.Disconnected _,
                        RemoteFailure.NotFromHere _,
                        RemoteFailure.ProxyCommandFailed _,
                        RemoteFailure.JumpForbids _,
                        RemoteFailure.NoFurtherChannel _,
                        RemoteFailure.ShutOut _,
                        RemoteFailure.TurnedAway _,
                        RemoteFailure.NoCommonAlgorithm _ -> Optional.empty();
            };
        }

        private static HostKeyNotice notice(HostKeyNotice.Kind kind, String address, ShownKey key) {
            return new HostKeyNotice(kind, address, key.type(), key.fingerprint(), key.picture());
        }

        /** The failure to read {@code host} because something of Headroom's own threw an exception. */
        static NotRead fault(HostId host, Instant at) {
            return new NotRead(
                    host,
                    at,
                    "A fault of Headroom, which its log describes, ended the reading of %s. Please report it."
                            .formatted(host.name()),
                    true);
        }

        @Override
        public List<String> notUnderstood() {
            return List.of();
        }

        @Override
        public Optional<String> lacking() {
            return Optional.empty();
        }
    }
}
