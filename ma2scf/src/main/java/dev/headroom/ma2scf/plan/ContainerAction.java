package dev.headroom.ma2scf.plan;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.util.Optional;

/** A change of one container, or a look at it. Its command runs on the container's server. */
public sealed interface ContainerAction extends Action {

    ContainerId container();

    @Override
    default ServerId host() {
        return container().server();
    }

    /** Starts a stand-by container. */
    record StartContainer(ContainerId container) implements ContainerAction {
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
        public String describe() {
            return "start " + container.name() + " on " + container.server();
        }
    }

    /**
     * Waits until a started container answers on its service port.
     *
     * @param deadline after this long the step has failed
     */
    record AwaitServing(ContainerId container, Duration deadline) implements ContainerAction, Wait {
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
    record StopContainer(ContainerId container) implements ContainerAction {
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
        public String describe() {
            return "stop " + container.name() + " on " + container.server();
        }
    }
}
