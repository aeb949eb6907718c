package dev.headroom.backend.control;

import dev.headroom.backend.control.Division.Agreed;
import dev.headroom.backend.control.Division.Part;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.sharing.memory.Homes;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether an operator has agreed to the division of this cluster's containers into home and stand-by containers.
 * Until then Headroom changes nothing; a container that is new since then is not used before the operator agrees to
 * it. Immutable. See decisions 0042 and 0115.
 *
 * @param agreed the containers that the operator agreed to, some of which may not be there now
 * @param found the division by the newest readings
 * @param homes where the home containers among {@code agreed} were read last
 */
public record Adoption(State state, SortedSet<Agreed> agreed, Division found, Homes homes) {

    /** How the question of adoption stands. */
    public enum State {
        /** The cluster has no operator: rehearsals, replays and tests of the loop. */
        EXEMPT,
        UNANSWERED,
        ANSWERED
    }

    /** The adoption of a cluster without an operator. */
    public static final Adoption EXEMPT = new Adoption(State.EXEMPT, new TreeSet<>(), Division.NONE, Homes.NONE);

    /** The adoption of a cluster that this installation has never driven. */
    public static final Adoption UNANSWERED =
            new Adoption(State.UNANSWERED, new TreeSet<>(), Division.NONE, Homes.NONE);

    public Adoption {
        agreed = Collections.unmodifiableSortedSet(new TreeSet<>(agreed));
    }

    /** An adoption that an earlier master has kept. */
    public static Adoption answered(SortedSet<Agreed> agreed) {
        return answered(agreed, Homes.NONE);
    }

    /** An adoption that an earlier master has kept, with the places where it read the home containers last. */
    public static Adoption answered(SortedSet<Agreed> agreed, Homes homes) {
        return new Adoption(State.ANSWERED, agreed, Division.NONE, homes);
    }

    /** Whether Headroom may change the cluster. */
    public boolean permitsChanges() {
        return state != State.UNANSWERED;
    }

    /** The containers that wait for the operator's agreement: all of them at first, later the new ones. */
    public List<Part> pending() {
        return state == State.EXEMPT
                ? List.of()
                : found.parts().stream()
                        .filter(p -> p.kind() != Division.Kind.AMBIGUOUS && !agreed.contains(p.agreed()))
                        .toList();
    }

    /** Whether the operator has agreed to every container that was found. */
    public boolean unchanged() {
        return permitsChanges() && pending().isEmpty();
    }

    /** Why Headroom may change nothing; empty if it may. */
    public Optional<String> refusal() {
        return permitsChanges()
                ? Optional.empty()
                : Optional.of(
                        "No operator has agreed yet to which containers are home containers and which are stand-by"
                                + " containers. Look at them and adopt the cluster, with the command 'adopt --cluster FILE'.");
    }

    /** This adoption with what the next master needs of it; the division shows in each reading. */
    Adoption kept() {
        return new Adoption(state, agreed, Division.NONE, homes);
    }

    /** This adoption for a master that begins at {@code now}. */
    public Adoption begun(Instant now) {
        return new Adoption(state, agreed, found, new Homes(homes.places(), now));
    }

    /** This adoption with the division that {@code snapshot} shows. */
    public Adoption seen(ClusterSnapshot snapshot) {
        return new Adoption(
                state,
                agreed,
                Division.of(snapshot),
                state == State.ANSWERED ? homes.seen(usable(snapshot), this::isAgreedHome) : homes);
    }

    private boolean isAgreedHome(Container container) {
        return container
                .role()
                .serving()
                .filter(service -> agreed.contains(new Agreed(service, container.id(), true)))
                .isPresent();
    }

    /** {@code snapshot} with the home containers of servers that this master has never read, as an earlier one read them. */
    public ClusterSnapshot remembering(ClusterSnapshot snapshot) {
        return homes.remembered(snapshot);
    }

    /** The adoption after the operator has agreed to every container that was found. */
    public Adoption answer() {
        TreeSet<Agreed> all = new TreeSet<>();
        all.addAll(found.agreeable());
        // A container without a reading just now stays agreed to.
        agreed.stream()
                .filter(old ->
                        found.parts().stream().noneMatch(p -> p.container().equals(old.container())))
                .forEach(all::add);
        return new Adoption(State.ANSWERED, all, found, homes);
    }

    /** {@code snapshot} with the containers that the operator has not agreed to taken out of use. */
    public ClusterSnapshot usable(ClusterSnapshot snapshot) {
        if (state != State.ANSWERED) {
            return snapshot;
        }
        ClusterSnapshot result = snapshot;
        for (Container container : snapshot.containers().toList()) {
            if (container.role() instanceof ContainerRole.StandBy(ServiceId service, Endpoint endpoint)
                    && !agreed.contains(new Agreed(service, container.id(), false))) {
                result = result.withContainer(
                        container.withRole(
                                agreed.contains(new Agreed(service, container.id(), true))
                                        ? new ContainerRole.Home(service, endpoint)
                                        : new ContainerRole.Ambiguous(
                                                service,
                                                "It is new. Agree to its use as a stand-by, with the command 'adopt --cluster FILE'.")));
            }
        }
        return result;
    }
}
