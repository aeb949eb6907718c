package dev.headroom.simulation.schedule;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * No container is started and stopped by us, whichever first, within the shortest loan of the policy: 5 minutes by default, 30 s in these
 * clusters, whose holds are a tenth of the usual ones. Not meant: a plan that takes back what did not serve or what an operator wants back
 * (undo), a server that an operator takes out (evacuate), a lender that needs what it lent (recall), a start that answers a fault (failover), and the stop of a container to which no
 * director has sent clients since it was started, recalled, failed over, or another program changed a table. One thread.
 */
final class FlapRule {
    private final SimulatedCluster cluster;
    private final Rules rules;
    private final Map<ContainerId, Duration> started = new HashMap<>();
    private final Map<ContainerId, Duration> stopped = new HashMap<>();
    private final Set<ContainerId> served = new HashSet<>();

    FlapRule(SimulatedCluster cluster, Rules rules) {
        this.cluster = cluster;
        this.rules = rules;
    }

    /** A command of ours has started it. */
    void starts(Sent sent, ContainerId container, PlanKind kind) {
        started.put(container, cluster.now());
        served.remove(container);
        if (isByItself(kind) && kind != PlanKind.FAILOVER && isRecent(stopped, container)) {
            rules.breaks("no container flaps", "%s, stopped at %s".formatted(sent, stopped.get(container)));
        }
    }

    /** A command of ours has stopped it. */
    void stops(Sent sent, ContainerId container, PlanKind kind) {
        if (kind == PlanKind.RECALL || served.contains(container)) {
            stopped.put(container, cluster.now());
        }
        if (isByItself(kind) && kind != PlanKind.RECALL && served.contains(container) && isRecent(started, container)) {
            rules.breaks("no container flaps", "%s, started at %s".formatted(sent, started.get(container)));
        }
    }

    /** Whether nobody has ordered it. */
    private static boolean isByItself(PlanKind kind) {
        return kind != PlanKind.UNDO && kind != PlanKind.EVACUATE;
    }

    /** Another program has changed a table: what no director sends clients to any more has lost them not by us. */
    void clientsLost() {
        served.clear();
    }

    /** A lender needs what it has lent there, or nothing serves there: whatever plan ends that, its stop is no flap. */
    void leaves(ContainerId container) {
        served.remove(container);
    }

    /** A director sends clients to it. */
    void getsClients(ContainerId container) {
        served.add(container);
    }

    /** It ended, or somebody else started it: that says nothing of us. */
    void lost(ContainerId container) {
        started.remove(container);
        stopped.remove(container);
    }

    private boolean isRecent(Map<ContainerId, Duration> times, ContainerId container) {
        Duration term = cluster.description().policy().holds().shortestLoan();
        return times.containsKey(container)
                && cluster.now().minus(times.get(container)).compareTo(term) < 0;
    }
}
