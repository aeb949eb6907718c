package dev.headroom.ma2scf.plan;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import java.time.Duration;
import java.util.Optional;

/**
 * One change of the cluster on one host, as data: it can be checked, simulated, shown and undone without a cluster.
 *
 * <p>Conditions read the newest snapshot, so "done" means "seen", never "the command said so". An action whose post-condition
 * holds already needs no command (it is idempotent).
 */
public sealed interface Action {

    /** Where its command runs, or where it looks. */
    default HostId host() {
        return switch (this) {
            case StartContainer start -> start.container().server();
            case AwaitServing wait -> wait.container().server();
            case StopContainer stop -> stop.container().server();
            case AddDestination add -> add.director();
            case RemoveDestination remove -> remove.director();
            case SetWeight change -> change.director();
            case AwaitDrained wait -> wait.director();
        };
    }

    /** The pre-condition: why this action may not begin on {@code snapshot}, as one sentence; empty when it may. */
    Optional<String> unmet(ClusterSnapshot snapshot);

    /** The snapshot as it should look afterwards. */
    ClusterSnapshot appliedTo(ClusterSnapshot snapshot);

    /** The post-condition: whether {@code snapshot} shows the change as made. */
    boolean holds(ClusterSnapshot snapshot);

    /** What takes this change back; empty for actions that only wait. */
    default Optional<Action> inverse() {
        return Optional.empty();
    }

    /** In a few words, for a list of steps: {@code start web-3 on rs3}. */
    String describe();

    /** Whether it changes a host; the others only wait for something to be seen. */
    default boolean mutates() {
        return switch (this) {
            case StartContainer _, StopContainer _, AddDestination _, RemoveDestination _, SetWeight _ -> true;
            case AwaitServing _, AwaitDrained _ -> false;
        };
    }

    /** Starts a stand-by container. */
    record StartContainer(ContainerId container) implements Action {
        @Override
        public Optional<String> unmet(ClusterSnapshot snapshot) {
            return Conditions.measuredContainer(snapshot, container)
                    .or(() -> Conditions.stateKnown(snapshot, container))
                    .or(() -> Conditions.inState(snapshot, container, ContainerState.STOPPED, ContainerState.RUNNING));
        }

        @Override
        public ClusterSnapshot appliedTo(ClusterSnapshot snapshot) {
            return Conditions.with(snapshot, container, Container::started);
        }

        @Override
        public boolean holds(ClusterSnapshot snapshot) {
            return Conditions.fresh(snapshot, container)
                    .filter(Container::isRunning)
                    .isPresent();
        }

        @Override
        public Optional<Action> inverse() {
            return Optional.of(new StopContainer(container));
        }

        @Override
        public String describe() {
            return "start " + container.name() + " on " + container.server();
        }
    }

    /**
     * Waits until a started container answers on its service port.
     *
     * @param deadline after this long the step has failed
     */
    record AwaitServing(ContainerId container, Duration deadline) implements Action {
        @Override
        public Optional<String> unmet(ClusterSnapshot snapshot) {
            return Conditions.measuredContainer(snapshot, container);
        }

        @Override
        public ClusterSnapshot appliedTo(ClusterSnapshot snapshot) {
            return Conditions.with(snapshot, container, c -> c.withState(ContainerState.RUNNING, true));
        }

        @Override
        public boolean holds(ClusterSnapshot snapshot) {
            return Conditions.fresh(snapshot, container)
                    .filter(c -> c.isRunning() && c.listening())
                    .isPresent();
        }

        @Override
        public String describe() {
            return "wait until " + container.name() + " on " + container.server() + " answers";
        }
    }

    /** Stops a stand-by container. Only after no director sends it anything. */
    record StopContainer(ContainerId container) implements Action {
        @Override
        public Optional<String> unmet(ClusterSnapshot snapshot) {
            return Conditions.measuredContainer(snapshot, container)
                    .or(() -> Conditions.stateKnown(snapshot, container))
                    .or(() -> Conditions.ours(snapshot, container))
                    .or(() -> Conditions.noDestinationLeft(snapshot, container));
        }

        @Override
        public ClusterSnapshot appliedTo(ClusterSnapshot snapshot) {
            return Conditions.with(snapshot, container, Container::stopped);
        }

        @Override
        public boolean holds(ClusterSnapshot snapshot) {
            return Conditions.fresh(snapshot, container)
                    .filter(c -> c.state() == ContainerState.STOPPED)
                    .isPresent();
        }

        @Override
        public Optional<Action> inverse() {
            return Optional.of(new StartContainer(container));
        }

        @Override
        public String describe() {
            return "stop " + container.name() + " on " + container.server();
        }
    }

    /** Adds a destination to a service on one director. */
    record AddDestination(DirectorId director, ServiceId service, VirtualAddress address, DestinationSpec spec)
            implements Action {
        @Override
        public Optional<String> unmet(ClusterSnapshot snapshot) {
            return Conditions.freshEntry(snapshot, director, service)
                    .or(() -> Conditions.writable(spec.endpoint(), spec.weight()))
                    .or(() -> Conditions.absentOr(snapshot, director, service, spec))
                    .or(() -> Conditions.serving(snapshot, service, spec.endpoint()));
        }

        @Override
        public ClusterSnapshot appliedTo(ClusterSnapshot snapshot) {
            return snapshot.withEntry(director, service, entry -> entry.with(spec));
        }

        @Override
        public boolean holds(ClusterSnapshot snapshot) {
            return Conditions.freshDestination(snapshot, director, service, spec.endpoint())
                    .filter(d -> d.spec().equals(spec))
                    .isPresent();
        }

        @Override
        public Optional<Action> inverse() {
            return Optional.of(new RemoveDestination(director, service, address, spec));
        }

        @Override
        public String describe() {
            return "add " + spec.endpoint() + " with weight " + spec.weight() + " to " + service + " on " + director;
        }
    }

    /** Removes a destination that is quiesced and drained, or that was just added, from one director. */
    record RemoveDestination(DirectorId director, ServiceId service, VirtualAddress address, DestinationSpec spec)
            implements Action {
        @Override
        public Optional<String> unmet(ClusterSnapshot snapshot) {
            return Conditions.freshEntry(snapshot, director, service);
        }

        @Override
        public ClusterSnapshot appliedTo(ClusterSnapshot snapshot) {
            return snapshot.withEntry(director, service, entry -> entry.without(spec.endpoint()));
        }

        @Override
        public boolean holds(ClusterSnapshot snapshot) {
            return Conditions.freshEntry(snapshot, director, service).isEmpty()
                    && snapshot.destination(director, service, spec.endpoint()).isEmpty();
        }

        @Override
        public Optional<Action> inverse() {
            return Optional.of(new AddDestination(director, service, address, spec));
        }

        @Override
        public String describe() {
            return "remove " + spec.endpoint() + " from " + service + " on " + director;
        }
    }

    /**
     * Sets the weight of a destination on one director; 0 quiesces it.
     *
     * @param before the whole destination as it was planned against, because {@code ipvsadm -e} resets whatever is left out
     */
    record SetWeight(
            DirectorId director, ServiceId service, VirtualAddress address, DestinationSpec before, Weight weight)
            implements Action {
        /** The whole destination as it shall be. */
        public DestinationSpec after() {
            return before.withWeight(weight);
        }

        @Override
        public Optional<String> unmet(ClusterSnapshot snapshot) {
            return Conditions.freshEntry(snapshot, director, service)
                    .or(() -> Conditions.writable(before.endpoint(), weight))
                    .or(() -> Conditions.writable(before.endpoint(), before.weight()))
                    .or(() -> Conditions.unchanged(snapshot, director, service, before, after()));
        }

        @Override
        public ClusterSnapshot appliedTo(ClusterSnapshot snapshot) {
            return snapshot.withEntry(director, service, entry -> entry.with(after()));
        }

        @Override
        public boolean holds(ClusterSnapshot snapshot) {
            return Conditions.freshDestination(snapshot, director, service, before.endpoint())
                    .filter(d -> d.spec().equals(after()))
                    .isPresent();
        }

        @Override
        public Optional<Action> inverse() {
            return Optional.of(new SetWeight(director, service, address, after(), before.weight()));
        }

        @Override
        public String describe() {
            return "set the weight of " + before.endpoint() + " in " + service + " on " + director + " from "
                    + before.weight() + " to " + weight;
        }
    }

    /**
     * Waits until a quiesced destination has neither active connections nor persistence templates, and where UDP may be sent to the
     * service, until no packet came for the director's UDP timeout.
     *
     * @param deadline after this long the step has failed
     */
    record AwaitDrained(
            DirectorId director, ServiceId service, VirtualAddress address, Endpoint endpoint, Duration deadline)
            implements Action {
        @Override
        public Optional<String> unmet(ClusterSnapshot snapshot) {
            return Conditions.freshEntry(snapshot, director, service)
                    .or(() -> Conditions.quiesced(snapshot, director, service, endpoint));
        }

        @Override
        public ClusterSnapshot appliedTo(ClusterSnapshot snapshot) {
            return snapshot;
        }

        @Override
        public boolean holds(ClusterSnapshot snapshot) {
            if (Conditions.freshEntry(snapshot, director, service).isPresent()) {
                return false;
            }
            return snapshot.destination(director, service, endpoint).stream()
                    .allMatch(left -> snapshot.director(director)
                            .flatMap(d -> d.table().fresh())
                            .filter(table -> table.isDrained(address, left))
                            .isPresent());
        }

        @Override
        public String describe() {
            String end = address.mayCarryUdp() ? " has no connections and gets no packets" : " has no connections";
            return "wait until " + endpoint + " in " + service + " on " + director + end;
        }
    }
}
