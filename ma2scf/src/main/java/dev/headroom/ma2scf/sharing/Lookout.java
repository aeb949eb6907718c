package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at one snapshot and brings the memory up to date with it, before any rule is asked. */
final class Lookout {
    private final ClusterSnapshot snapshot;
    private final SharingPolicy policy;
    private final Recollection memory;
    private final Instant now;
    private final SortedMap<Spot, Diagnosis> diagnoses;

    private Lookout(
            ClusterSnapshot snapshot,
            SharingMemory before,
            SharingPolicy policy,
            SortedMap<Spot, Diagnosis> diagnoses) {
        this.snapshot = snapshot;
        this.policy = policy;
        this.memory = new Recollection(before);
        this.now = snapshot.takenAt();
        this.diagnoses = diagnoses;
    }

    static Situation look(ClusterSnapshot snapshot, SharingMemory before, SharingPolicy policy) {
        return look(snapshot, before, policy, FaultDetector.diagnoses(snapshot));
    }

    /** As {@link #look}, with what was found out about destinations by other means. */
    static Situation look(
            ClusterSnapshot snapshot,
            SharingMemory before,
            SharingPolicy policy,
            SortedMap<Spot, Diagnosis> diagnoses) {
        return new Lookout(snapshot, before, policy, diagnoses).situation();
    }

    private Situation situation() {
        updateLoans();
        memory.quiesced.removeIf(this::restoredBySomebody);
        memory.weights.removeIf(this::removedBySomebody);
        updateBroken();
        updateRecovered();
        Set<ServerId> failed = FaultDetector.failedServers(snapshot, diagnoses);
        ServiceAssessor assessor = new ServiceAssessor(snapshot, dead());
        SortedMap<ServiceId, ServiceView> views = new TreeMap<>();
        for (VirtualService service : snapshot.services()) {
            ServiceView view = assessor.view(
                    service, memory.demands.getOrDefault(service.id(), DemandHistory.NONE), isSettled(service.id()));
            views.put(service.id(), view);
            updateDemand(view);
        }
        Situation seen = new Situation(snapshot, policy, memory.toMemory(), failed, diagnoses, views);
        views.values().forEach(view -> updateLoanTimers(view, seen));
        return new Situation(snapshot, policy, memory.toMemory(), failed, diagnoses, views);
    }

    /**
     * A loan is what the host's marker says this installation started; whatever else runs is somebody's. What cannot be seen now
     * is believed to be as it was.
     */
    private void updateLoans() {
        for (RealServer server : snapshot.servers()) {
            server.containers().fresh().ifPresent(containers -> containers.forEach(this::updateLoan));
        }
        memory.loans.removeIf(loan -> snapshot.server(loan.lender())
                .filter(server -> server.containers().fresh().isEmpty()
                        || server.container(loan.container()).isPresent())
                .isEmpty());
    }

    private void updateLoan(Container container) {
        boolean known = memory.loans.stream().anyMatch(l -> l.container().equals(container.id()));
        if (!container.isLoan() || !container.isRunning()) {
            memory.loans.removeIf(l -> l.container().equals(container.id()));
        } else if (!known) {
            container
                    .role()
                    .serving()
                    .ifPresent(service -> memory.loans.add(new Loan(container.id(), service, now, reason(container))));
        }
    }

    private String reason(Container container) {
        return Optional.ofNullable(memory.startedFor.get(container.id()))
                .map(Lookout::reason)
                .orElse("It was running, started by this installation, when this console first saw it.");
    }

    private static String reason(PlanKind kind) {
        return switch (kind) {
            case BORROW -> "It was started because the service was overloaded.";
            case FAILOVER -> "It was started because a server of the service had failed.";
            case UNDO -> "It was started again because its return was undone.";
            case MAKE_ROOM -> "It took the place of a loan that made room for another service.";
            case GIVE_BACK, RECALL, BALANCE, RESTORE -> "It was started by this console.";
        };
    }

    private boolean restoredBySomebody(QuiescedDestination quiesced) {
        return snapshot.director(quiesced.director())
                .filter(d -> d.table().fresh().isPresent())
                .filter(d -> snapshot.destination(
                                d.id(),
                                quiesced.spot().service(),
                                quiesced.spot().endpoint())
                        .filter(now -> now.spec().weight().isQuiesced())
                        .isEmpty())
                .isPresent();
    }

    private boolean removedBySomebody(OurWeight set) {
        return snapshot.director(set.director())
                .filter(d -> d.table().fresh().isPresent())
                .filter(d -> snapshot.destination(
                                d.id(), set.spot().service(), set.spot().endpoint())
                        .isEmpty())
                .isPresent();
    }

    private void updateBroken() {
        Set<Spot> inTables = new TreeSet<>();
        for (VirtualService service : snapshot.services()) {
            for (Director director : snapshot.directors()) {
                director.entry(service.address()).stream()
                        .flatMap(entry -> entry.destinations().stream())
                        .map(Destination::endpoint)
                        .forEach(endpoint -> inTables.add(new Spot(service.id(), endpoint)));
            }
        }
        for (Spot spot : memory.broken.since().keySet()) {
            if (!inTables.contains(spot)) {
                memory.broken = memory.broken.without(spot);
            }
        }
        for (Spot spot : inTables) {
            memory.broken = memory.broken.seen(spot, isBroken(spot), now);
        }
    }

    private boolean isBroken(Spot spot) {
        return measured(spot).isPresent() && hasFailed(spot);
    }

    private boolean hasFailed(Spot spot) {
        return Optional.ofNullable(diagnoses.get(spot))
                .filter(Diagnosis::hasFailed)
                .isPresent();
    }

    /** What has failed for long enough: a server that is not read has been so for a while already. */
    private Set<Spot> dead() {
        Set<Spot> dead = new TreeSet<>();
        for (Spot spot : diagnoses.keySet()) {
            boolean held = measured(spot).isEmpty()
                    || memory.broken.held(spot, policy.holds().overload(), now);
            if (held && hasFailed(spot)) {
                dead.add(spot);
            }
        }
        return dead;
    }

    private void updateRecovered() {
        Set<Spot> spots =
                memory.quiesced.stream().map(QuiescedDestination::spot).collect(Collectors.toCollection(TreeSet::new));
        spots.addAll(memory.recovered.since().keySet());
        for (Spot spot : spots) {
            boolean serves = memory.quiesced.stream().anyMatch(q -> q.spot().equals(spot))
                    && measured(spot).filter(FaultDetector::serves).isPresent();
            memory.recovered = memory.recovered.seen(spot, serves, now);
        }
    }

    private Optional<Container> measured(Spot spot) {
        return snapshot.containerAt(spot.service(), spot.endpoint())
                .filter(c -> snapshot.server(c.id().server())
                        .filter(RealServer::isMeasured)
                        .isPresent());
    }

    private void updateLoanTimers(ServiceView view, Situation seen) {
        boolean calm =
                isSettled(view.id()) && GiveBackRule.returnable(view, seen).isPresent();
        memory.calm = memory.calm.seen(view.id(), calm, now);
        boolean uneven = isSettled(view.id()) && BalanceRule.wouldHelp(view, seen);
        memory.uneven = memory.uneven.seen(view.id(), uneven, now);
    }

    /** Whether this snapshot was taken after the last plan on the service had ended. */
    private boolean isSettled(ServiceId service) {
        return Optional.ofNullable(memory.settledAt.get(service))
                .filter(mark -> !now.isAfter(mark))
                .isEmpty();
    }

    private void updateDemand(ServiceView view) {
        boolean settled = isSettled(view.id());
        boolean above = settled && view.isAbove(policy.overloadAt());
        memory.overloaded = memory.overloaded.seen(view.id(), above, now);
        if (settled && view.demandIsKnown()) {
            DemandHistory before = memory.demands.getOrDefault(view.id(), DemandHistory.NONE);
            boolean measured = switch (view.cost().source()) {
                case LEARNED, LAST_GOOD -> true;
                case CONFIGURED, AT_LEAST, UNKNOWN -> false;
            };
            memory.demands.put(
                    view.id(),
                    before.with(
                            now,
                            view.demand(),
                            measured ? view.unitCost() : 0,
                            view.costs(),
                            policy.holds().giveBack()));
        }
    }
}
