package dev.headroom.ma2scf.check;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * That every director that can be changed gets the same change: when one takes over from another, clients must not notice. One that is
 * not read, or lacks the service, gets it later. A plan that restores may raise only what Headroom set to 0: where somebody else did,
 * or another installation of Headroom, it is theirs to raise, and clients of the other directors need not wait for that. See decision 0072.
 */
final class Parity {
    /** How one director treats a destination, apart from the amount of its weight. */
    private enum Treatment {
        ABSENT,
        QUIESCED,
        SERVED
    }

    private Parity() {}

    /** What the directors would disagree on at the {@code end} of {@code actions}, and did not at the {@code start}. */
    static List<String> differences(Plan plan, ClusterSnapshot start, ClusterSnapshot end) {
        Set<String> differences = new TreeSet<>();
        for (Action action : plan.actions()) {
            if (action.mutates() && action instanceof TableAction change) {
                differ(change.service(), change.endpoint(), start, end, plan.kind() == PlanKind.RESTORE)
                        .ifPresent(differences::add);
            }
        }
        return new ArrayList<>(differences);
    }

    private static Optional<String> differ(
            ServiceId service, Endpoint endpoint, ClusterSnapshot start, ClusterSnapshot end, boolean restores) {
        List<DirectorId> directors = start.service(service).stream()
                .flatMap(s -> start.changeable(s).stream())
                .map(Director::id)
                .toList();
        List<Treatment> before = treatments(directors, service, endpoint, start);
        List<Treatment> after = treatments(directors, service, endpoint, end);
        boolean agree = after.stream().distinct().count() <= 1;
        return agree || after.equals(before) || isQuietNow(before, after) || (restores && isOnlyRaised(before, after))
                ? Optional.empty()
                : Optional.of("The directors would not agree on %s in %s: every director must get the same change."
                        .formatted(endpoint, service));
    }

    /**
     * Whether no director sends clients there any more, and none has got or lost the destination: to quiesce what only some
     * directors have is no new difference, and helps their clients.
     */
    private static boolean isQuietNow(List<Treatment> before, List<Treatment> after) {
        return IntStream.range(0, after.size())
                .allMatch(i -> after.get(i) == Treatment.QUIESCED
                        || (after.get(i) == Treatment.ABSENT && before.get(i) == Treatment.ABSENT));
    }

    /** Whether each director has the destination as before, or sends clients there that it kept away. */
    private static boolean isOnlyRaised(List<Treatment> before, List<Treatment> after) {
        return IntStream.range(0, after.size())
                .allMatch(i -> after.get(i) == before.get(i)
                        || (before.get(i) == Treatment.QUIESCED && after.get(i) == Treatment.SERVED));
    }

    private static List<Treatment> treatments(
            List<DirectorId> directors, ServiceId service, Endpoint endpoint, ClusterSnapshot snapshot) {
        return directors.stream()
                .map(director -> snapshot.destination(director, service, endpoint)
                        .map(Parity::treatment)
                        .orElse(Treatment.ABSENT))
                .toList();
    }

    private static Treatment treatment(Destination destination) {
        return destination.spec().weight().isQuiesced() ? Treatment.QUIESCED : Treatment.SERVED;
    }
}
