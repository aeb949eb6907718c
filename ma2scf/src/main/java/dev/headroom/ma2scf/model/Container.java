package dev.headroom.ma2scf.model;

/**
 * An operating-system-level virtual machine on a real server.
 *
 * @param used what its control group used since the frame before; none while it is stopped
 * @param listening whether something inside listens on the port of its role's endpoint; false for unrelated containers
 */
public record Container(ContainerId id, ContainerRole role, ContainerState state, Resources used, boolean listening)
        implements Comparable<Container> {

    public boolean isRunning() {
        return state == ContainerState.RUNNING;
    }

    public boolean isStandBy() {
        return role instanceof ContainerRole.StandBy;
    }

    public Container withState(ContainerState newState, boolean nowListening) {
        return new Container(
                id, role, newState, newState == ContainerState.RUNNING ? used : Resources.NONE, nowListening);
    }

    @Override
    public int compareTo(Container other) {
        return id.compareTo(other.id);
    }
}
