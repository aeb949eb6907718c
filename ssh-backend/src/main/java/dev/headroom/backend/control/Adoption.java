package dev.headroom.backend.control;

import dev.headroom.backend.control.Division.Agreed;
import dev.headroom.backend.control.Division.Part;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether an operator has agreed to how the containers of this cluster are divided into homes and stand-bys. Until then nothing
 * may be changed; what is new since then is not used until it was agreed to.
 *
 * @param agreed what was agreed to, some of which may not be there now
 * @param found the division as newest read
 */
public record Adoption(Standing standing, SortedSet<Agreed> agreed, Division found) {

    /** Whether the question was answered. */
    public enum Standing {
        /** A cluster that is no operator's: rehearsals, replays and tests of the loop. */
        EXEMPT,
        UNANSWERED,
        ANSWERED
    }

    /** Of a cluster that is no operator's. */
    public static final Adoption EXEMPT = new Adoption(Standing.EXEMPT, new TreeSet<>(), Division.NONE);

    /** Of a cluster that this installation has never driven. */
    public static final Adoption UNANSWERED = new Adoption(Standing.UNANSWERED, new TreeSet<>(), Division.NONE);

    public Adoption {
        agreed = Collections.unmodifiableSortedSet(new TreeSet<>(agreed));
    }

    /** As an earlier master has kept it. */
    public static Adoption answered(SortedSet<Agreed> agreed) {
        return new Adoption(Standing.ANSWERED, agreed, Division.NONE);
    }

    public boolean permitsChanges() {
        return standing != Standing.UNANSWERED;
    }

    /** What waits for an answer: all of it at the first time, later what is new. */
    public List<Part> pending() {
        return standing == Standing.EXEMPT
                ? List.of()
                : found.parts().stream()
                        .filter(p -> p.kind() != Division.Kind.AMBIGUOUS && !agreed.contains(p.agreed()))
                        .toList();
    }

    /** Whether an operator has agreed to all that is found. */
    public boolean unchanged() {
        return permitsChanges() && pending().isEmpty();
    }

    /** Why nothing may be changed; empty if it may. */
    public Optional<String> refusal() {
        return permitsChanges()
                ? Optional.empty()
                : Optional.of(
                        "Nobody has agreed yet to which containers are homes and which are stand-bys. Look at them and adopt the cluster: headroom adopt --cluster FILE");
    }

    /** With the division that {@code snapshot} shows. */
    public Adoption seen(ClusterSnapshot snapshot) {
        return new Adoption(standing, agreed, Division.of(snapshot));
    }

    /** Everything that is found is agreed to; the operator has seen it. */
    public Adoption answer() {
        TreeSet<Agreed> all = new TreeSet<>();
        all.addAll(found.agreeable());
        // what is not read just now stays agreed to
        agreed.stream()
                .filter(old ->
                        found.parts().stream().noneMatch(p -> p.container().equals(old.container())))
                .forEach(all::add);
        return new Adoption(Standing.ANSWERED, all, found);
    }

    /** {@code snapshot} with what was not agreed to taken out of use. */
    public ClusterSnapshot usable(ClusterSnapshot snapshot) {
        if (standing != Standing.ANSWERED) {
            return snapshot;
        }
        ClusterSnapshot result = snapshot;
        for (Container container : snapshot.containers().toList()) {
            if (container.role() instanceof ContainerRole.StandBy(ServiceId service, Endpoint endpoint)
                    && !agreed.contains(new Agreed(service, container.id(), false))) {
                result = result.withContainer(container.withRole(
                        agreed.contains(new Agreed(service, container.id(), true))
                                ? new ContainerRole.Home(service, endpoint)
                                : new ContainerRole.Ambiguous(
                                        service,
                                        "It is new. Agree to its use as a stand-by: headroom adopt --cluster FILE")));
            }
        }
        return result;
    }
}
