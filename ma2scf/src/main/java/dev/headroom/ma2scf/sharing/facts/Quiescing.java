package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.SeenServing;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which destinations of a service may get weight 0, and how many at once: asked before any rule takes clients from one. */
public record Quiescing(VirtualService service, ClusterSnapshot snapshot, SharingPolicy policy) {

    /** Why none may get weight 0 at all; empty if the schedulers of all directors send its clients elsewhere. */
    public Optional<String> schedulerObstacle() {
        return entries().stream()
                .filter(found -> found.entry().scheduler().quiesceRefusesClients())
                .map(found -> "The scheduler %s of %s on %s refuses clients of a quiesced destination."
                        .formatted(
                                found.entry().scheduler().name(),
                                service.id(),
                                found.director().id()))
                .findFirst();
    }

    /** What an operator can do for clients of {@code dead} where no weight of 0 helps. */
    public List<String> advice(Spot dead) {
        List<String> advice = new ArrayList<>();
        schedulerObstacle().ifPresent(obstacle -> {
            advice.add(obstacle
                    + " The clients that are hashed to %s get no answer either way, so it keeps its weight."
                            .formatted(dead.endpoint()));
            advice.add(
                    "Removing %s from %s on each director makes the kernel hash its clients to the others; many others then change place, too. Add it again with its old weight when it serves."
                            .formatted(dead.endpoint(), service.id()));
        });
        return advice;
    }

    /**
     * Of {@code wanted}, in order, those that may get weight 0 together.
     *
     * @param added destinations that serve by then and are not in the tables now
     */
    public List<Spot> allowed(List<Spot> wanted, int added) {
        if (schedulerObstacle().isPresent()) {
            return List.of();
        }
        List<Spot> allowed = new ArrayList<>();
        for (Spot spot : wanted) {
            List<Spot> together = new ArrayList<>(allowed);
            together.add(spot);
            if (entries().stream().allMatch(found -> isWithin(found.entry(), together, added))) {
                allowed.add(spot);
            }
        }
        return allowed;
    }

    /** Why {@code spot} may not get weight 0 now; empty if it may. */
    public Optional<String> obstacle(Spot spot) {
        return schedulerObstacle()
                .or(() -> allowed(List.of(spot), 0).isEmpty() ? Optional.of(limit()) : Optional.empty());
    }

    /** Whether each director that sends clients to {@code spot} also sends some where something is seen to serve. */
    public boolean isReplaced(Spot spot) {
        return sendingTo(spot).allMatch(entry -> othersSeen(entry, spot, SeenServing.RECENT));
    }

    /**
     * Why it would be an outage to take clients from {@code spot}, which serves; empty where others do, or where it cannot be seen of
     * any.
     */
    public Optional<String> onlyOneSeen(Spot spot) {
        boolean isSeen = SeenServing.at(snapshot, service, spot.endpoint(), SeenServing.RECENT);
        return isSeen && sendingTo(spot).anyMatch(entry -> !othersSeen(entry, spot, SeenServing.LATELY))
                ? Optional.of("%s is the only destination of %s that is seen to serve, so it keeps its weight."
                        .formatted(spot.endpoint(), service.id()))
                : Optional.empty();
    }

    private Stream<TableEntry> sendingTo(Spot spot) {
        return entries().stream()
                .map(Found::entry)
                .filter(entry -> entry.destination(spot.endpoint())
                        .filter(d -> !d.spec().weight().isQuiesced())
                        .isPresent());
    }

    private boolean othersSeen(TableEntry entry, Spot spot, Duration recent) {
        return entry.destinations().stream()
                .filter(d -> !d.spec().weight().isQuiesced() && !d.endpoint().equals(spot.endpoint()))
                .anyMatch(d -> SeenServing.at(snapshot, service, d.endpoint(), recent));
    }

    /** For an operator who asks why one keeps its weight. */
    public String limit() {
        return String.format(
                java.util.Locale.ROOT,
                "At most %.0f %% of the destinations of %s may have weight 0 at once (maximumQuiesced), and never the last.",
                policy.restraint().maximumQuiesced() * 100,
                service.id());
    }

    private boolean isWithin(TableEntry entry, List<Spot> quiesced, int added) {
        List<Destination> destinations = entry.destinations();
        boolean changes = destinations.stream().anyMatch(d -> !d.spec().weight().isQuiesced() && isOneOf(d, quiesced));
        long zero = destinations.stream()
                .filter(d -> d.spec().weight().isQuiesced() || isOneOf(d, quiesced))
                .count();
        return !changes || zero <= policy.restraint().mostQuiesced(destinations.size() + added);
    }

    private static boolean isOneOf(Destination destination, List<Spot> spots) {
        return spots.stream().anyMatch(spot -> spot.endpoint().equals(destination.endpoint()));
    }

    private record Found(Director director, TableEntry entry) {}

    private List<Found> entries() {
        return snapshot.changeable(service).stream()
                .flatMap(
                        director -> director.entry(service.address()).stream().map(entry -> new Found(director, entry)))
                .toList();
    }
}
