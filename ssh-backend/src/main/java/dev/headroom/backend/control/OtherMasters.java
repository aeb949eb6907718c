package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Starter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The loans of other installations of Headroom, by the markers on the hosts. Pure. See decision 0071.
 */
public final class OtherMasters {
    private static final String TWO_MASTERS =
            " Two masters that act on one cluster undo each other's changes: stop one, or let both use one state folder. Automatic mode leaves the services of such loans to an operator.";
    private static final String KEPT_AWAY =
            " Only that one ends it. While this master holds the lease of the hosts, the other can change nothing.";

    private OtherMasters() {}

    /** One sentence for each other installation whose loans run, to an operator who only looks. */
    public static List<String> in(ClusterSnapshot snapshot) {
        return in(snapshot, TWO_MASTERS);
    }

    /** The same as a master says it that may hold the lease of the hosts. */
    public static List<String> in(ControlState state) {
        return in(state.snapshot(), state.holdsLease() ? KEPT_AWAY : TWO_MASTERS);
    }

    private static List<String> in(ClusterSnapshot snapshot, String consequence) {
        return loansOf(snapshot).entrySet().stream()
                .map(e -> sentence(e.getKey(), e.getValue()) + consequence)
                .toList();
    }

    /** The containers that run as loans of each other installation. */
    public static SortedMap<String, List<String>> loansOf(ClusterSnapshot snapshot) {
        return loans(snapshot)
                .collect(Collectors.groupingBy(
                        OtherMasters::installation,
                        TreeMap::new,
                        Collectors.mapping(c -> c.id().toString(), Collectors.toList())));
    }

    /** Why automatic mode leaves {@code services} to an operator, one sentence; empty where no other master acts. */
    public static Optional<String> obstacle(ClusterSnapshot snapshot, Collection<ServiceId> services) {
        return loans(snapshot)
                .filter(c -> c.role().serving().filter(services::contains).isPresent())
                .findFirst()
                .map(c ->
                        "%s serves %s as a loan of another Headroom installation, so automatic mode leaves this to an operator."
                                .formatted(c.id(), c.role().serving().orElseThrow()));
    }

    private static Stream<Container> loans(ClusterSnapshot snapshot) {
        return snapshot.containers()
                .filter(c -> c.evidence().starter() instanceof Starter.Another)
                .filter(c -> c.state() != ContainerState.STOPPED);
    }

    private static String installation(Container container) {
        return container.evidence().starter() instanceof Starter.Another(String name) ? name : "unknown";
    }

    private static String sentence(String installation, List<String> containers) {
        String names = NameList.of(containers);
        return "%s %s started by another Headroom installation (%s)."
                .formatted(names, containers.size() == 1 ? "was" : "were", installation);
    }
}
