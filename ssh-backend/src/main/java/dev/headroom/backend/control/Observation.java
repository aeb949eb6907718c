package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All readings at one moment and the connection of each host: the observer gives it to the control loop. Immutable.
 *
 * @param listsReadAt hosts whose slow lists (thresholds, tunnels, containers) are not read for each reading, with the
 * time that
 *     nothing in their reading is older than
 * @param freshFor how long a reading of a host with fast reports is fresh that is asked at each interval
 * @param paces how often each host is asked, and why; empty where that is not known
 * @param wallAhead how far the wall clock of this computer is ahead of the clock that the snapshot's times are told by: it changes
 *     at once when somebody sets the wall clock, and when this computer has slept
 */
public record Observation(
        ClusterSnapshot snapshot,
        List<HostStatus> hosts,
        Map<HostId, Instant> listsReadAt,
        Duration freshFor,
        Map<HostId, HostPace> paces,
        Duration wallAhead) {
    private static final Duration USUAL = Duration.ofSeconds(6);

    public Observation {
        hosts = List.copyOf(hosts);
        listsReadAt = Map.copyOf(listsReadAt);
        paces = Map.copyOf(paces);
    }

    /** The same observation with another snapshot of the same readings. */
    public Observation with(ClusterSnapshot marked) {
        return new Observation(marked, hosts, listsReadAt, freshFor, paces, wallAhead);
    }

    /** An observation where nothing is known of the wall clock. */
    public Observation(
            ClusterSnapshot snapshot,
            List<HostStatus> hosts,
            Map<HostId, Instant> listsReadAt,
            Duration freshFor,
            Map<HostId, HostPace> paces) {
        this(snapshot, hosts, listsReadAt, freshFor, paces, Duration.ZERO);
    }

    /** An observation of hosts that read every list for each reading. */
    public Observation(ClusterSnapshot snapshot, List<HostStatus> hosts) {
        this(snapshot, hosts, Map.of());
    }

    /** An observation every 2 s. */
    public Observation(ClusterSnapshot snapshot, List<HostStatus> hosts, Map<HostId, Instant> listsReadAt) {
        this(snapshot, hosts, listsReadAt, USUAL, Map.of());
    }

    /**
     * Whether the snapshot still says at {@code now} which readings are fresh. It judged them when it was taken, a slow
     * host's by that host's own limit; without a newer one for as long as a reading is fresh, nobody has judged them
     * since.
     */
    public boolean holdsAt(Instant now) {
        return Duration.between(snapshot.takenAt(), now).compareTo(freshFor) <= 0;
    }

    /**
     * The time that nothing in the newest reading of {@code host} is older than; empty while it has no fresh reading.
     * See decision 0013.
     */
    public Optional<Instant> wholeSince(HostId host) {
        return snapshot.readAt(host).map(at -> earlier(at, listsReadAt.getOrDefault(host, at)));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /**
     * How often one host is asked, and why.
     *
     * @param every the time between two questions, a whole multiple of the cluster file's interval
     * @param agent what the agent took of the host over the last measured time, in cores (0.01: 10 ms of CPU time a second), with its
     *     tools and without sshd; empty where that is not known
     */
    public record HostPace(Duration every, Why why, Optional<Double> agent) {

        /** Why a host is asked that often. The names go out to programs. */
        public enum Why {
            /** The pace is not to adapt. */
            STEADY("the pace is fixed"),
            /** Connections, and a jump of load by them, show there first. */
            DIRECTOR("a director"),
            /** Not read for long enough to be called calm. */
            NEW("new, or connected anew"),
            NOT_READ("its last reading failed or is not complete"),
            PLAN("a plan concerns it"),
            LOAN("a stand-by container runs there"),
            NOT_SERVING("something there does not serve, or is quiesced"),
            WARM("it is far from idle"),
            PRESSURE("something there gets less than it asks for"),
            CHANGED("its use or its containers have changed"),
            DEMAND("the demand for a service there has changed, or is not known"),
            SERVICE("a service there or the server itself is not calm"),
            /** Nothing of the above for a while. */
            CALM("calm"),
            /** The agent takes more of the host than it may. */
            COSTLY("our script takes too much of its CPU");

            private final String words;

            Why(String words) {
                this.words = words;
            }

            /** For people: follows the name of the host. */
            public String words() {
                return words;
            }

            /** For programs. */
            public String word() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        /** As {@code every 2 s (calm), our script takes 0.3 % of a core}. */
        public String sentence() {
            return "every %s s (%s)%s"
                    .formatted(
                            seconds(every),
                            why.words(),
                            agent.map(cores -> String.format(
                                            Locale.ROOT, ", our script takes %.1f %% of a core", cores * 100))
                                    .orElse(""));
        }

        private static String seconds(Duration time) {
            return time.toMillis() % 1000 == 0
                    ? Long.toString(time.toSeconds())
                    : String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
        }
    }
}
