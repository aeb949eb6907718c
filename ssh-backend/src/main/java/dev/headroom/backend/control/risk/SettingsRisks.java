package dev.headroom.backend.control.risk;

import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says which settings of IPVS on a director make a plan lose clients, or make its drain long. A setting that was not read is not told of.
 * Sources: Documentation/networking/ipvs-sysctl.rst of Linux, and the reports named in {@code SettingsRisksTest}.
 */
public final class SettingsRisks {
    private static final String PLACE = "/proc/sys/net/ipv4/vs/";

    private final Plan plan;
    private final Observation observation;

    private SettingsRisks(Plan plan, Observation observation) {
        this.plan = plan;
        this.observation = observation;
    }

    /** One sentence each, none twice, in order of the plan's steps. */
    public static List<String> of(Plan plan, Observation observation) {
        SettingsRisks risks = new SettingsRisks(plan, observation);
        List<String> sentences = new ArrayList<>();
        for (Action action : plan.actions()) {
            switch (action) {
                case TableAction.SetWeight change
                when change.weight().isQuiesced() -> sentences.addAll(risks.quiesced(change));
                case TableAction.RemoveDestination removal ->
                    risks.removed(removal).ifPresent(sentences::add);
                default -> {}
            }
        }
        return sentences.stream().distinct().toList();
    }

    private List<String> quiesced(TableAction.SetWeight change) {
        List<String> sentences = new ArrayList<>();
        bound(change).ifPresent(sentences::add);
        if (plan.kind() != PlanKind.FAILOVER && keepsConnections(change.director())) {
            sentences.add(
                    "On %s a client that uses a port again goes on to %s also at weight 0 (net.ipv4.vs.conn_reuse_mode and expire_nodest_conn are 0): while such clients come, the drain may not end."
                            .formatted(change.director(), change.endpoint()));
        }
        return sentences;
    }

    /** Clients that a persistence template leads to a destination of weight 0. */
    private Optional<String> bound(TableAction.SetWeight change) {
        Optional<Duration> persistence = observation
                .snapshot()
                .entry(change.director(), change.service())
                .map(TableEntry::persistence)
                .filter(Duration::isPositive);
        if (persistence.isEmpty() || !is(change.director(), "expire_quiescent_template", "0")) {
            return Optional.empty();
        }
        return Optional.of(bound(change.director(), change.endpoint(), persistence.get()));
    }

    private String bound(DirectorId director, Endpoint endpoint, Duration persistence) {
        String what = plan.kind() == PlanKind.FAILOVER
                ? "%s goes on sending the clients that came within %d s to %s, where nothing answers"
                        .formatted(director, persistence.toSeconds(), endpoint)
                : "%s goes on sending the clients that came within %d s to %s, so the drain lasts until they stay away for as long"
                        .formatted(director, persistence.toSeconds(), endpoint);
        return what + " (net.ipv4.vs.expire_quiescent_template is 0).";
    }

    private Optional<String> removed(TableAction.RemoveDestination removal) {
        return keepsConnections(removal.director())
                ? Optional.of(
                        "%s drops what belongs to connections of a removed destination until they time out (net.ipv4.vs.expire_nodest_conn and conn_reuse_mode are 0): a client that uses a port again waits."
                                .formatted(removal.director()))
                : Optional.empty();
    }

    /** Whether a client that uses a port again gets its old connection: by each of these settings alone it may get a new one. */
    private boolean keepsConnections(DirectorId director) {
        return is(director, "conn_reuse_mode", "0") && is(director, "expire_nodest_conn", "0");
    }

    private boolean is(DirectorId director, String setting, String value) {
        return observation.hosts().stream()
                .filter(host -> host.host().equals(director))
                .flatMap(host -> host.facts().stream())
                .map(HostStatus.Facts::values)
                .anyMatch(values -> value.equals(values.get(PLACE + setting)));
    }
}
