package dev.headroom.backend.control.risk;

import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.core.PerfectCluster;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.plan.Plan;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an operator should know of a director's settings before a plan takes clients from a destination. */
class SettingsRisksTest {
    private static final ServerId RS2 = PerfectCluster.RS2;
    private final PerfectCluster cluster = new PerfectCluster();
    private final Plan giveBack = PerfectCluster.giveBack(WEB, RS2, 1);
    private final Plan failover = PerfectCluster.quiesce(WEB, 1);

    private Observation with(ClusterSnapshot snapshot, Map<String, String> settings) {
        TreeMap<String, String> places = new TreeMap<>();
        settings.forEach((name, value) -> places.put("/proc/sys/net/ipv4/vs/" + name, value));
        return new Observation(
                snapshot,
                snapshot.directors().stream()
                        .map(Director::id)
                        .map(id -> new HostStatus(id, "192.0.2.1", HostStatus.State.CONNECTED, PerfectCluster.START)
                                .with(new HostStatus.Facts(PerfectCluster.START, places)))
                        .toList());
    }

    private ClusterSnapshot persistent() {
        ClusterSnapshot snapshot = cluster.truth();
        for (Director director : cluster.truth().directors()) {
            snapshot = snapshot.withEntry(
                    director.id(),
                    WEB,
                    entry -> new TableEntry(
                            entry.address(), entry.scheduler(), Duration.ofMinutes(5), entry.destinations()));
        }
        return snapshot;
    }

    /** https://github.com/alibaba/LVS/issues/34: connections to a removed destination drop until expire_nodest_conn is 1. */
    @Test
    void connectionsOfARemovedDestinationAreDropped() {
        assertThat(SettingsRisks.of(
                        giveBack, with(cluster.truth(), Map.of("expire_nodest_conn", "0", "conn_reuse_mode", "0"))))
                .contains(
                        "lb1 drops what belongs to connections of a removed destination until they time out (net.ipv4.vs.expire_nodest_conn and conn_reuse_mode are 0): a client that uses a port again waits.")
                .anyMatch(risk -> risk.startsWith("lb2 drops what belongs to connections"));
        assertThat(SettingsRisks.of(
                        failover, with(cluster.truth(), Map.of("expire_nodest_conn", "0", "conn_reuse_mode", "0"))))
                .isEmpty();
    }

    /** https://github.com/kubernetes/kubernetes/issues/81775: clients that use their ports again stay with a drained destination. */
    @Test
    void clientsThatUseAPortAgainKeepADrainFromEnding() {
        assertThat(SettingsRisks.of(
                        giveBack, with(cluster.truth(), Map.of("conn_reuse_mode", "0", "expire_nodest_conn", "0"))))
                .isNotEmpty()
                .allMatch(risk -> risk.contains("a client that uses a port again"));
        assertThat(SettingsRisks.of(
                        giveBack, with(cluster.truth(), Map.of("conn_reuse_mode", "0", "expire_nodest_conn", "1"))))
                .isEmpty();
    }

    /** https://github.com/kubernetes/kubernetes/pull/71834: kube-proxy sets expire_quiescent_template for this reason. */
    @Test
    void persistentClientsGoOnToWhatIsDead() {
        Map<String, String> kept = Map.of("expire_quiescent_template", "0");
        assertThat(SettingsRisks.of(failover, with(persistent(), kept)))
                .isNotEmpty()
                .allMatch(risk -> risk.contains("came within 300 s") && risk.contains("where nothing answers"));
        assertThat(SettingsRisks.of(giveBack, with(persistent(), kept)))
                .isNotEmpty()
                .allMatch(risk -> risk.contains("so the drain lasts until they stay away"));
        assertThat(SettingsRisks.of(failover, with(persistent(), Map.of("expire_quiescent_template", "1"))))
                .isEmpty();
        assertThat(SettingsRisks.of(failover, with(cluster.truth(), kept))).isEmpty();
    }

    @Test
    void whatWasNotReadIsNotToldOf() {
        assertThat(SettingsRisks.of(giveBack, with(persistent(), Map.of()))).isEmpty();
    }
}
