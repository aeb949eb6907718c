package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.sharing.ServerAssessment;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import dev.headroom.ma2scf.sharing.ServiceCondition;
import dev.headroom.ma2scf.sharing.memory.Homes;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which hosts a master must know well, by what it plans and by how its services are. Pure. */
public final class Concerns {
    private Concerns() {}

    /** What is to be read for {@code state}, and which of its hosts are to be asked at each interval. */
    public static Attention of(ControlState state) {
        Set<HostId> ofPlans = state.proposals().stream()
                .filter(proposal -> proposal.status().live())
                .map(Proposal::plan)
                .flatMap(plan -> plan.actions().stream())
                .map(Action::host)
                .collect(Collectors.toSet());
        Set<HostId> ofServices = new HashSet<>();
        state.servers().stream()
                .filter(server -> server.standing() != ServerAssessment.Standing.CALM)
                .forEach(server -> ofServices.add(server.server()));
        Set<ServiceId> notCalm = state.assessments().stream()
                .filter(service -> service.condition() != ServiceCondition.CALM)
                .map(ServiceAssessment::service)
                .collect(Collectors.toSet());
        if (!notCalm.isEmpty()) {
            state.snapshot()
                    .containers()
                    .filter(container ->
                            container.role().serving().filter(notCalm::contains).isPresent())
                    .forEach(container -> ofServices.add(container.id().server()));
        }
        return new Attention(ofPlans, ofServices, probes(state));
    }

    /** The observer knows of each server only what it has read itself; see {@link Homes}. */
    private static Set<ProbeTarget> probes(ControlState state) {
        ClusterSnapshot snapshot = state.snapshot();
        return state.adoption().homes().unread(snapshot).stream()
                .flatMap(spot ->
                        snapshot.service(spot.service()).flatMap(service -> service.probeOf(spot.endpoint())).stream())
                .collect(Collectors.toSet());
    }
}
