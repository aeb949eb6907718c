package dev.headroom.backend.pace;

import dev.headroom.backend.control.Observation.HostPace;
import dev.headroom.backend.control.Observation.HostPace.Why;
import dev.headroom.backend.control.driver.Attention;
import dev.headroom.backend.parse.ProcFiles.AgentTime;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the pace of each host and says which are to be asked in a round. The observer's thread owns it; {@link #attend} and
 * {@link #hurried} may be called by any thread. See decision 0104.
 */
public final class HostPaces {
    private final PaceRules rules;
    private final List<HostId> hosts;
    private final Map<HostId, Tempo> tempos = new LinkedHashMap<>();
    private final Map<HostId, Instant> asked = new HashMap<>();
    private final Set<HostId> hurried = ConcurrentHashMap.newKeySet();
    private volatile Attention attention = Attention.NONE;
    private Signs signs = Signs.NONE;
    private long rounds;

    /** @param hosts in the order of the cluster file */
    public HostPaces(Collection<HostId> hosts, PaceRules rules, Instant now) {
        this.rules = rules;
        this.hosts = List.copyOf(hosts);
        anew(now);
    }

    /** Nothing is known of what happened meanwhile: each host is asked like a new one. */
    public void anew(Instant now) {
        signs = Signs.NONE;
        hosts.forEach(host -> tempos.put(host, Tempo.begin(now)));
    }

    /** Takes the hosts that a master wants to be asked at each interval, in place of those before. */
    public void attend(Attention next) {
        attention = next;
    }

    /** A command has changed these hosts or is about to. */
    public void hurried(Set<HostId> changed) {
        hurried.addAll(changed);
    }

    /**
     * The hosts to ask in a round that begins at {@code now}; they count as asked.
     */
    public Set<HostId> due(Instant now) {
        Set<HostId> result = new HashSet<>();
        for (int i = 0; i < hosts.size(); i++) {
            HostId host = hosts.get(i);
            if (isDue(host, i, now)) {
                result.add(host);
                asked.put(host, now);
            }
        }
        rounds++;
        return result;
    }

    private boolean isDue(HostId host, int index, Instant now) {
        int multiple = tempo(host).multiple();
        Instant before = asked.get(host);
        if (multiple == 1
                || before == null
                || hurried.contains(host)
                || attention.ofPlans().contains(host)
                || attention.ofServices().contains(host)) {
            return true;
        }
        // Half an interval of grace, for rounds do not begin to the millisecond. Hosts of the same pace take turns.
        Duration pause =
                rules.interval().multipliedBy(multiple).minus(rules.interval().dividedBy(2));
        return Duration.between(before, now).compareTo(pause) >= 0 || (rounds + index) % multiple == 0;
    }

    /**
     * Takes what a round has shown.
     *
     * @param reported the hosts of which a report came in this round, with the account of the agent where it gave one
     * @param lost the hosts whose last reading failed
     * @param probed what the directors are asked to try to reach
     */
    public void seen(
            ClusterSnapshot snapshot,
            Map<HostId, Optional<AgentTime>> reported,
            Set<HostId> lost,
            Set<ProbeTarget> probed) {
        if (!rules.adapts()) {
            return;
        }
        Signs.Found found = signs.in(snapshot, rules, probed);
        signs = found.next();
        Attention wanted = attention;
        Set<HostId> changed = Set.copyOf(hurried);
        hurried.removeAll(changed);
        Map<ServerId, ServerLoad> loads = new HashMap<>();
        snapshot.servers().forEach(server -> server.load().fresh().ifPresent(load -> loads.put(server.id(), load)));
        for (HostId host : hosts) {
            Optional<Why> stir = wanted.ofPlans().contains(host) || changed.contains(host)
                    ? Optional.of(Why.PLAN)
                    : stir(host, lost, found.stirs(), wanted);
            Optional<ServerLoad> load = Optional.ofNullable(loads.get(host));
            Sight sight = new Sight(
                    reported.containsKey(host),
                    stir,
                    reported.getOrDefault(host, Optional.empty()),
                    load.map(l -> l.capacity().cpu() - l.stolen().orElse(0.0)).orElse(1.0),
                    load.filter(Signs::isStressed).isPresent());
            tempos.put(host, tempo(host).after(sight, rules, snapshot.takenAt()));
        }
    }

    private static Optional<Why> stir(HostId host, Set<HostId> lost, Map<ServerId, Why> stirs, Attention wanted) {
        if (lost.contains(host)) {
            return Optional.of(Why.NOT_READ);
        }
        return switch (host) {
            case DirectorId _ -> Optional.of(Why.DIRECTOR);
            case ServerId id ->
                Optional.ofNullable(stirs.get(id))
                        .or(() -> wanted.ofServices().contains(id) ? Optional.of(Why.SERVICE) : Optional.empty());
        };
    }

    /** How much longer than usual the last reading of each host counts as fresh; hosts that are asked at each interval are absent. */
    public Map<HostId, Duration> pauses() {
        Map<HostId, Duration> result = new HashMap<>();
        tempos.forEach((host, tempo) -> {
            if (tempo.promised() > 1) {
                result.put(host, rules.interval().multipliedBy(tempo.promised() - 1L));
            }
        });
        return result;
    }

    /** The pace of each host. */
    public Map<HostId, HostPace> told() {
        Map<HostId, HostPace> result = new LinkedHashMap<>();
        tempos.forEach((host, tempo) -> result.put(host, tempo.told(rules)));
        return result;
    }

    private Tempo tempo(HostId host) {
        return Objects.requireNonNull(tempos.get(host));
    }
}
