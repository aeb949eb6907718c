package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.memory.DemandHistory;
import dev.headroom.ma2scf.sharing.memory.Held;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.memory.OurWeight;
import dev.headroom.ma2scf.sharing.memory.OwnChanges;
import dev.headroom.ma2scf.sharing.memory.QuiescedDestination;
import dev.headroom.ma2scf.sharing.memory.Samples;
import dev.headroom.ma2scf.sharing.memory.Series;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at one snapshot and brings the memory up to date with it, before any rule is asked. */
public final class Lookout {
    private final ClusterSnapshot snapshot;
    private final SharingPolicy policy;
    private final SharingMemory before;
    private final List<Loan> loans;
    private final SortedMap<ServiceId, DemandHistory> demands;
    private final SortedMap<ServiceId, Series> loads;
    private final SortedMap<ContainerId, Series> strains;
    private Held held;
    private final SortedMap<Spot, Instant> brokeAt;
    private final Instant now;
    private final SortedMap<Spot, Diagnosis> diagnoses;

    private Lookout(
            ClusterSnapshot snapshot,
            SharingMemory before,
            SharingPolicy policy,
            SortedMap<Spot, Diagnosis> diagnoses) {
        this.snapshot = snapshot;
        this.policy = policy;
        this.before = before;
        this.loans = new ArrayList<>(before.loans());
        this.demands = new TreeMap<>(before.demands());
        this.held = before.held();
        this.loads = new TreeMap<>(held.loads().all());
        this.strains = new TreeMap<>(held.strains().all());
        this.brokeAt = new TreeMap<>(before.stamps().brokeAt());
        this.now = snapshot.takenAt();
        this.diagnoses = diagnoses;
    }

    public static Situation look(ClusterSnapshot snapshot, SharingMemory before, SharingPolicy policy) {
        return look(snapshot, before, policy, FaultDetector.diagnoses(snapshot));
    }

    /** As {@link #look}, with what was found out about destinations by other means. */
    public static Situation look(
            ClusterSnapshot snapshot,
            SharingMemory before,
            SharingPolicy policy,
            SortedMap<Spot, Diagnosis> diagnoses) {
        return new Lookout(snapshot, before, policy, diagnoses).situation();
    }

    private Situation situation() {
        updateLoans();
        List<QuiescedDestination> quiesced =
                before.quiesced().stream().filter(q -> !restoredBySomebody(q)).toList();
        updateBroken();
        updateRecovered(quiesced);
        Set<ServerId> failed = FaultDetector.failedServers(snapshot, diagnoses);
        ServiceMeter meter = new ServiceMeter(snapshot, dead());
        SortedMap<ServiceId, ServiceView> views = new TreeMap<>();
        for (VirtualService service : snapshot.services()) {
            ServiceView view = meter.view(
                    service, demands.getOrDefault(service.id(), DemandHistory.NONE), isSettled(service.id()));
            views.put(service.id(), view);
            updateDemand(view);
        }
        held = held.withSamples(new Samples<>(loads), new Samples<>(strains));
        List<OurWeight> weights =
                before.weights().stream().filter(w -> !isForgotten(w)).toList();
        OwnChanges own = new OwnChanges(loans, quiesced, before.startedFor(), weights);
        return new Situation(
                snapshot,
                policy,
                new SharingMemory(held, demands, own, before.stamps().withBreaks(brokeAt)),
                failed,
                diagnoses,
                views);
    }

    /**
     * A loan is a container that this installation started, by the marker on its host; others belong to others. What cannot be seen now
     * is believed to be as it was.
     */
    private void updateLoans() {
        for (RealServer server : snapshot.servers()) {
            server.containers().fresh().ifPresent(containers -> containers.forEach(this::updateLoan));
        }
        loans.removeIf(loan -> snapshot.server(loan.lender())
                .filter(server -> server.containers().fresh().isEmpty()
                        || server.container(loan.container()).isPresent())
                .isEmpty());
    }

    private void updateLoan(Container container) {
        boolean known = loans.stream().anyMatch(l -> l.container().equals(container.id()));
        if (!container.isLoan() || !container.isRunning()) {
            loans.removeIf(l -> l.container().equals(container.id()));
        } else if (!known) {
            container
                    .role()
                    .serving()
                    .ifPresent(service -> loans.add(new Loan(container.id(), service, now, reason(container))));
        }
    }

    private String reason(Container container) {
        return Optional.ofNullable(before.startedFor().get(container.id()))
                .map(Lookout::reason)
                .orElse("It was running, started by this installation, when this master first read it.");
    }

    private static String reason(PlanKind kind) {
        return switch (kind) {
            case BORROW -> "It was started because the service was overloaded.";
            case FAILOVER -> "It was started because a server of the service had failed.";
            case EVACUATE -> "It was started because a server of the service is in maintenance.";
            case UNDO -> "It was started again because its return was undone.";
            case MAKE_ROOM -> "It took the place of a loan that made room for another service.";
            case GIVE_BACK, RECALL, BALANCE, RESTORE -> "It was started by this installation.";
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

    /**
     * A destination of a running loan that somebody has removed where the service still is stays remembered: it is not owed to that
     * director, but not wanted there.
     */
    private boolean isForgotten(OurWeight set) {
        return removedBySomebody(set) && !(hasService(set) && isOfALoan(set.spot()));
    }

    private boolean hasService(OurWeight set) {
        return snapshot.director(set.director())
                .filter(director -> director.table().fresh().isPresent())
                .filter(_ ->
                        snapshot.unreadOf(set.director(), set.spot().service()).isEmpty())
                .flatMap(_ -> snapshot.entry(set.director(), set.spot().service()))
                .isPresent();
    }

    private boolean isOfALoan(Spot spot) {
        return snapshot.containerAt(spot.service(), spot.endpoint())
                .filter(c -> loans.stream().anyMatch(l -> l.container().equals(c.id())))
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
        for (Spot spot : held.broken().since().keySet()) {
            if (!inTables.contains(spot)) {
                held = held.withBroken(held.broken().without(spot));
            }
        }
        for (Spot spot : inTables) {
            held = held.withBroken(held.broken().seen(spot, isBroken(spot), now));
        }
        updateBreaks(inTables);
    }

    /** A loan that breaks, serves again and breaks again within the term of a loan does not serve. */
    private void updateBreaks(Set<Spot> inTables) {
        brokeAt.keySet().retainAll(inTables);
        brokeAt.values()
                .removeIf(
                        at -> Duration.between(at, now).compareTo(policy.holds().shortestLoan()) > 0);
        held.broken().since().forEach((spot, since) -> {
            if (measured(spot).filter(Container::isLoan).isPresent()) {
                brokeAt.putIfAbsent(spot, since);
            }
        });
    }

    private boolean breaksAgain(Spot spot) {
        return Optional.ofNullable(brokeAt.get(spot))
                .flatMap(first -> held.broken().since(spot).filter(first::isBefore))
                .isPresent();
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
            boolean lasted = measured(spot).isEmpty()
                    || held.broken().held(spot, policy.holds().overload(), now)
                    || breaksAgain(spot);
            if (lasted && hasFailed(spot)) {
                dead.add(spot);
            }
        }
        return dead;
    }

    private void updateRecovered(List<QuiescedDestination> quiesced) {
        Set<Spot> spots =
                quiesced.stream().map(QuiescedDestination::spot).collect(Collectors.toCollection(TreeSet::new));
        spots.addAll(held.recovered().since().keySet());
        for (Spot spot : spots) {
            boolean serves = quiesced.stream().anyMatch(q -> q.spot().equals(spot))
                    && measured(spot).filter(FaultDetector::serves).isPresent();
            held = held.withRecovered(held.recovered().seen(spot, serves, now));
        }
    }

    private Optional<Container> measured(Spot spot) {
        return snapshot.containerAt(spot.service(), spot.endpoint())
                .filter(c -> snapshot.server(c.id().server())
                        .filter(RealServer::isMeasured)
                        .isPresent());
    }

    private boolean isSettled(ServiceId service) {
        return Situation.isSettled(service, before, now);
    }

    private void updateDemand(ServiceView view) {
        boolean settled = isSettled(view.id());
        updateLoad(view, settled);
        StrainWatch watch = new StrainWatch(view, policy, now, this::hasJustBegun);
        watch.sample(strains, settled);
        DemandHistory last = demands.getOrDefault(view.id(), DemandHistory.NONE);
        DemandHistory next = settled && view.demandIsKnown() ? measured(view, last) : last;
        demands.put(view.id(), next.withLimits(watch.limits(last.limits(), strains)));
    }

    private DemandHistory measured(ServiceView view, DemandHistory last) {
        boolean isMeasured = switch (view.cost().source()) {
            case LEARNED, LAST_GOOD -> true;
            case CONFIGURED, AT_LEAST, UNKNOWN -> false;
        };
        return last.with(
                now,
                view.demand(),
                isMeasured ? view.unitCost() : 0,
                view.costs(),
                policy.holds().giveBack());
    }

    private boolean hasJustBegun(ContainerId container) {
        return loans.stream()
                .filter(loan -> loan.container().equals(container))
                .anyMatch(loan -> Duration.between(loan.since(), now)
                                .compareTo(policy.holds().shortestLoan())
                        < 0);
    }

    private void updateLoad(ServiceView view, boolean settled) {
        Series last = loads.getOrDefault(view.id(), Series.NONE);
        Duration hold = policy.holds().overload();
        if (!settled) {
            loads.remove(view.id());
        } else if (view.isMeasured()) {
            double load = view.isWanted() ? view.utilization().fraction() : 0;
            loads.put(view.id(), last.seen(new Series.Sample(now, load), hold));
        } else {
            loads.put(view.id(), last.missed(hold, now));
        }
    }
}
