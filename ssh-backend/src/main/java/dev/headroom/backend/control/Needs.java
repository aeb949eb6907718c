package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the services that need something and have no proposal: every window and terminal shows these. Pure. */
public final class Needs {
    private Needs() {}

    /** The services of {@code state} that need something and for which no proposal is open or runs. */
    public static Set<ServiceId> unanswered(ControlState state) {
        Set<ServiceId> answered = state.proposals().stream()
                .filter(proposal -> proposal.status().live() && proposal.status() != Proposal.Status.INTERRUPTED)
                .map(proposal -> proposal.plan().service())
                .collect(Collectors.toSet());
        Set<ServiceId> undecided = state.verdicts().stream()
                .filter(Verdict.Undecided.class::isInstance)
                .map(Verdict::service)
                .collect(Collectors.toSet());
        return state.assessments().stream()
                .filter(assessment ->
                        needsSomething(assessment, undecided) || isInTheWay(state.snapshot(), assessment.service()))
                .map(ServiceAssessment::service)
                .filter(service -> !answered.contains(service))
                .collect(Collectors.toSet());
    }

    /** Whether it still gets new clients on a server in maintenance, by what is Headroom's to change. */
    private static boolean isInTheWay(ClusterSnapshot snapshot, ServiceId service) {
        return snapshot.servers().stream()
                .filter(RealServer::inMaintenance)
                .flatMap(server -> stillServing(snapshot, server))
                .anyMatch(container -> !container.isSomebodys()
                        && container.role().serving().filter(service::equals).isPresent());
    }

    /** The containers on {@code server} to which a director, as last read, sends new clients. */
    public static Stream<Container> stillServing(ClusterSnapshot snapshot, RealServer server) {
        return server.knownContainers().stream().filter(container -> getsClients(snapshot, container));
    }

    private static boolean getsClients(ClusterSnapshot snapshot, Container container) {
        Optional<ServiceId> service = container.role().serving();
        Optional<Endpoint> at = container.role().servingAt();
        return service.isPresent()
                && at.isPresent()
                && snapshot.directors().stream()
                        .flatMap(director -> snapshot.destination(director.id(), service.get(), at.get()).stream())
                        .anyMatch(destination -> !destination.spec().weight().isQuiesced());
    }

    /**
     * A service within its limits needs nothing, also where a server of it is not read: the rules say so beside the
     * service, and the server has a notice of its own.
     */
    private static boolean needsSomething(ServiceAssessment assessment, Set<ServiceId> undecided) {
        return switch (assessment.condition()) {
            case OVERLOADED, DOWN -> true;
            case DEGRADED, UNKNOWN -> undecided.contains(assessment.service());
            case CALM, HOT -> false;
        };
    }
}
