package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.memory.OurWeight;
import dev.headroom.ma2scf.sharing.memory.SeenLimit;
import dev.headroom.ma2scf.sharing.memory.Setback;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that the rules look at, at one moment.
 *
 * @param memory as it is after this snapshot was looked at
 * @param failed servers that the directors see dead
 * @param diagnoses of every destination that a known container carries
 */
public record Situation(
        ClusterSnapshot snapshot,
        SharingPolicy policy,
        SharingMemory memory,
        Set<ServerId> failed,
        SortedMap<Spot, Diagnosis> diagnoses,
        SortedMap<ServiceId, ServiceView> views) {

    /** A plan aims below the threshold that triggers it, so that it is not needed again at once. Source: Cruise Control's margin. */
    private static final double MARGIN = 0.9;
    /** What gets so much of what it got when it showed strain first is as strained. */
    private static final double AS_MUCH = 0.9;
    /** Up to so much of that it is believed to serve without a sign. */
    private static final double WITHOUT_A_SIGN = 0.8;

    public Instant now() {
        return snapshot.takenAt();
    }

    public double target() {
        return policy.overloadAt().fraction() * MARGIN;
    }

    public Optional<ServiceView> view(ServiceId service) {
        return Optional.ofNullable(views.get(service));
    }

    public Collection<ServiceView> allViews() {
        return views.values();
    }

    public boolean isAboveThreshold(ServiceView view) {
        return view.isAbove(policy.overloadAt());
    }

    /** Whether it has been above the threshold for the hold time. */
    public boolean isOverloaded(ServiceView view) {
        return isAboveThreshold(view)
                && memory.held()
                        .loads()
                        .of(view.id())
                        .isAbove(policy.overloadAt().fraction(), policy.holds().overload());
    }

    /**
     * The containers of {@code view} that have shown for the hold time, and show now, that they can serve no more, although their servers
     * have processor time left, with what they get. One that gets clearly less than when it showed that first is none of them: if it
     * still does, its load was not the cause.
     */
    public SortedMap<ContainerId, SeenLimit> strained(ServiceView view) {
        SortedMap<ContainerId, SeenLimit> strained = new TreeMap<>();
        for (Site site : view.in(Site.State.SERVING)) {
            site.known()
                    .map(k -> k.container().id())
                    .ifPresent(container -> limit(view, container)
                            .filter(limit -> view.rateOf(site) >= limit.rate() * AS_MUCH)
                            .filter(_ -> memory.held()
                                    .strains()
                                    .of(container)
                                    .isAbove(Signs.LIMIT, policy.holds().overload()))
                            .ifPresent(limit -> strained.put(container, limit)));
        }
        return strained;
    }

    private Optional<SeenLimit> limit(ServiceView view, ContainerId container) {
        return Optional.ofNullable(memory.demandOf(view.id()).limits().get(container));
    }

    /**
     * The container that could not serve what it would get without {@code gone}, by what it has shown before, at {@code demand}
     * connections a second.
     */
    public Optional<Map.Entry<ContainerId, SeenLimit>> strainedWithout(Spot gone, ServiceView view, double demand) {
        Parts rest = view.parts().without(gone);
        return view.in(Site.State.SERVING).stream()
                .filter(site -> !site.spot().equals(gone))
                .flatMap(site -> site.known().stream()
                        .map(k -> k.container().id())
                        .flatMap(container -> limit(view, container)
                                .filter(limit -> demand * rest.share(site.spot()) > limit.rate() * WITHOUT_A_SIGN)
                                .map(limit -> Map.entry(container, limit))
                                .stream()))
                .findFirst();
    }
    /**
     * What the utilization of {@code view} will be when a loan could help, if it falls as it did within the hold time, and that is what a
     * plan would aim at; else empty: a load that only swings must not make offers come and go.
     */
    public Optional<Utilization> calm(ServiceView view) {
        return memory.held()
                .loads()
                .of(view.id())
                .expected(policy.holds().overload())
                .map(expected -> new Utilization(Math.max(0, expected)))
                .filter(expected -> expected.fraction() <= target());
    }

    /** Whether no client can be served there, so that no client loses anything when none is sent there any more. */
    public boolean isProvenDead(Spot spot) {
        return Optional.ofNullable(diagnoses.get(spot))
                .filter(Diagnosis::isProven)
                .isPresent();
    }

    /** Whether a fresh reading shows that it serves. */
    public boolean serves(Spot spot) {
        return Optional.ofNullable(diagnoses.get(spot))
                .filter(diagnosis -> diagnosis.state() == Diagnosis.State.SERVES)
                .isPresent();
    }

    /** Whether this snapshot was taken after the last plan on {@code service} had ended. */
    public boolean isSettled(ServiceId service) {
        return isSettled(service, memory, now());
    }

    static boolean isSettled(ServiceId service, SharingMemory memory, Instant now) {
        return Optional.ofNullable(memory.settledAt().get(service))
                .filter(mark -> !now.isAfter(mark))
                .isEmpty();
    }

    /** How long a loan that this installation started lasts at least, and how long its container rests afterwards. */
    public Duration loanTerm() {
        return policy.holds().shortestLoan();
    }

    /** Whether {@code loan} has lasted as long as a loan must. */
    public boolean hasLasted(Loan loan) {
        if (!memory.startedFor().containsKey(loan.container())) {
            return true; // it was found running, and its age is unknown
        }
        return Duration.between(loan.since(), now()).compareTo(loanTerm()) >= 0;
    }

    /** How long a stand-by container is left alone after {@code setback}: longer each time, at most an hour. */
    public Duration pauseOfLoans(Setback setback) {
        Duration first = longer(loanTerm(), policy.deadlines().proposal());
        return setback.pause(first, longer(first, Duration.ofHours(1)));
    }

    /** How long a destination that failed over must serve before it gets clients again: longer each time, at most 10 minutes. */
    public Duration recovery(Spot spot) {
        Duration hold = policy.holds().overload();
        return memory.stamps()
                .setback(spot, now())
                .map(setback -> setback.pause(hold, longer(hold, Duration.ofMinutes(10))))
                .orElse(hold);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    public Situation with(SharingMemory next) {
        return new Situation(snapshot, policy, next, failed, diagnoses, views);
    }

    public Quiescing quiescing(ServiceView view) {
        return new Quiescing(view.service(), snapshot, policy);
    }

    public boolean quiescedByUs(Site site) {
        return memory.quiescedOf(site.spot().service()).stream()
                .anyMatch(q -> q.spot().equals(site.spot()));
    }

    /**
     * Whether a destination without new connections may be cleared away: on each director this installation has set the 0, or has
     * added the destination, and its container does not run or its return was begun.
     */
    public boolean mayBeCleared(Site site) {
        boolean stands = site.known()
                .filter(k -> k.server().containers().fresh().isPresent()
                        && k.container().state() == ContainerState.STOPPED)
                .isPresent();
        return !site.getsConnections()
                && site.entries().keySet().stream()
                        .allMatch(d -> isQuiescedByUs(d, site.spot()) || isAddedByUs(d, site.spot()))
                && (stands || site.entries().keySet().stream().anyMatch(d -> isQuiescedByUs(d, site.spot())));
    }

    /**
     * Whether this installation has set the weight of 0 that a director has there, or has added the destination with it, as the undo of a
     * removal does; and nobody has raised it since.
     */
    boolean isQuiescedByUs(DirectorId director, Spot spot) {
        return memory.quiescedOf(spot.service()).stream().anyMatch(q -> q.isAt(director, spot))
                || memory.weights().stream()
                        .anyMatch(w -> w.isAt(director, spot)
                                && w.added()
                                && w.weight().isQuiesced());
    }

    private boolean isAddedByUs(DirectorId director, Spot spot) {
        return memory.weights().stream().anyMatch(w -> w.isAt(director, spot) && w.added());
    }

    /** Whether each table that has it shows the weight that this installation set last there. Who does not know may not say so. */
    public boolean hasOurWeights(Site site) {
        return site.entries().entrySet().stream()
                .allMatch(e -> ourWeight(e.getKey(), site.spot())
                        .filter(e.getValue().spec().weight()::equals)
                        .isPresent());
    }

    /** Whether this installation had {@code site}, which carries a loan, on {@code director}, and somebody has removed it there. */
    public boolean isRemoved(Site site, DirectorId director) {
        return !site.entries().containsKey(director)
                && ourWeight(director, site.spot()).isPresent();
    }

    /** What this installation set last at {@code spot} on {@code director}. */
    Optional<Weight> ourWeight(DirectorId director, Spot spot) {
        return memory.weights().stream()
                .filter(w -> w.isAt(director, spot))
                .map(OurWeight::weight)
                .findFirst();
    }

    /** Whether {@code view} is measured, its tables may be changed, nothing of it has failed and nothing is quiesced by us. */
    public boolean isWhole(ServiceView view) {
        return view.isMeasured()
                && view.in(Site.State.FAILED).isEmpty()
                && memory.quiescedOf(view.id()).isEmpty()
                && isReached(view);
    }

    /** Whether {@code view} can be changed, and it is known of every director where it sends clients. */
    public boolean isReached(ServiceView view) {
        Reach reach = reach(view);
        return reach.isWhole() && reach.obstacles().isEmpty();
    }

    /** On which directors {@code view} can be changed. */
    public Reach reach(ServiceView view) {
        return new Reach(snapshot, view.service());
    }

    /** Servers of {@code view} that can neither be measured nor are known to be dead, one sentence each. */
    public List<String> unmeasured(ServiceView view) {
        return snapshot.servers().stream()
                .filter(server -> !server.isMeasured() && !failed.contains(server.id()))
                .filter(server -> view.sites().stream()
                        .flatMap(site -> site.known().stream())
                        .anyMatch(known -> known.server().id().equals(server.id())))
                .map(server -> "%s is not measured now (%s), but the directors do not see it dead."
                        .formatted(server.id(), Readings.reason(server)))
                .toList();
    }
}
