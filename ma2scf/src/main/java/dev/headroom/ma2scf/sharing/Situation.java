package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Everything that the rules look at, at one moment.
 *
 * @param memory as it is after this snapshot was looked at
 * @param failed servers that the directors see dead
 * @param diagnoses of every destination that a known container carries
 */
record Situation(
        ClusterSnapshot snapshot,
        SharingPolicy policy,
        SharingMemory memory,
        Set<ServerId> failed,
        SortedMap<Spot, Diagnosis> diagnoses,
        SortedMap<ServiceId, ServiceView> views) {

    /** A plan aims below the threshold that triggers it, so that it is not needed again at once. Source: Cruise Control's margin. */
    private static final double MARGIN = 0.9;

    Instant now() {
        return snapshot.takenAt();
    }

    double target() {
        return policy.overloadAt().fraction() * MARGIN;
    }

    Optional<ServiceView> view(ServiceId service) {
        return Optional.ofNullable(views.get(service));
    }

    Collection<ServiceView> allViews() {
        return views.values();
    }

    boolean isAboveThreshold(ServiceView view) {
        return view.isAbove(policy.overloadAt());
    }

    boolean isOverloaded(ServiceView view) {
        return isAboveThreshold(view)
                && memory.overloaded().held(view.id(), policy.holds().overload(), now());
    }

    /** Whether no client can be served there, so that nobody loses anything when no more are sent. */
    boolean isProvenDead(Spot spot) {
        return Optional.ofNullable(diagnoses.get(spot))
                .filter(Diagnosis::isProven)
                .isPresent();
    }

    Quiescing quiescing(ServiceView view) {
        return new Quiescing(view.service(), snapshot, policy);
    }

    boolean quiescedByUs(Site site) {
        return memory.quiescedOf(site.spot().service()).stream()
                .anyMatch(q -> q.spot().equals(site.spot()));
    }

    /** Whether no director has it at weight 0 for another reason than that this console set it so. */
    boolean quiescedByUsEverywhere(Site site) {
        List<QuiescedDestination> ours = memory.quiescedOf(site.spot().service());
        return site.entries().entrySet().stream()
                .filter(e -> e.getValue().spec().weight().isQuiesced())
                .allMatch(e -> ours.stream().anyMatch(q -> q.isAt(e.getKey(), site.spot())));
    }

    /** Whether each table that has it shows the weight that this console set last there. Who does not know may not say so. */
    boolean hasOurWeights(Site site) {
        return site.entries().entrySet().stream()
                .allMatch(e -> ourWeight(e.getKey(), site.spot())
                        .filter(e.getValue().spec().weight()::equals)
                        .isPresent());
    }

    /** What this console set last at {@code spot} on {@code director}. */
    Optional<Weight> ourWeight(DirectorId director, Spot spot) {
        return memory.weights().stream()
                .filter(w -> w.isAt(director, spot))
                .map(OurWeight::weight)
                .findFirst();
    }

    /** Whether {@code view} is measured, its tables may be changed, nothing of it has failed and nothing is quiesced by us. */
    boolean isWhole(ServiceView view) {
        return view.isMeasured()
                && view.in(Site.State.FAILED).isEmpty()
                && memory.quiescedOf(view.id()).isEmpty()
                && tableObstacles(view).isEmpty();
    }

    /** Why the tables cannot be changed the same way on all directors; empty if they can. */
    List<String> tableObstacles(ServiceView view) {
        List<String> obstacles = new ArrayList<>();
        if (snapshot.directors().isEmpty()) {
            obstacles.add("The cluster has no director.");
        }
        for (Director director : snapshot.directors()) {
            if (director.table().fresh().isEmpty()) {
                obstacles.add(
                        "There is no current reading of the table of %s, and a change must be the same on all directors."
                                .formatted(director.id()));
            } else if (!unread(director, view).isEmpty()) {
                obstacles.add(unread(director, view).getFirst().sentence(director.id(), view.id()));
            } else if (director.entry(view.service().address()).isEmpty()) {
                obstacles.add("%s has no virtual service %s (%s), so the directors do not agree."
                        .formatted(director.id(), view.id(), view.service().address()));
            }
        }
        return obstacles;
    }

    private static List<NotUnderstood> unread(Director director, ServiceView view) {
        return director.unreadOf(view.service().address());
    }

    /** Servers of {@code view} that can neither be measured nor are known to be dead, one sentence each. */
    List<String> unmeasured(ServiceView view) {
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
