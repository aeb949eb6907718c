package dev.headroom.ma2scf.model;

/**
 * An operating-system-level virtual machine on a real server.
 *
 * @param used what its control group used since the frame before; none while it is stopped
 * @param listening whether something inside listens on the port of its role's endpoint; false for unrelated containers
 * @param strain what shows that it gets less than it asks for
 */
public record Container(
        ContainerId id,
        ContainerRole role,
        ContainerState state,
        Resources used,
        boolean listening,
        ContainerEvidence evidence,
        Strain strain)
        implements Comparable<Container> {

    /** One of which nothing more is known, not even who started it. */
    public Container(ContainerId id, ContainerRole role, ContainerState state, Resources used, boolean listening) {
        this(id, role, state, used, listening, ContainerEvidence.NONE);
    }

    /** One of which it is not known what it lacks. */
    public Container(
            ContainerId id,
            ContainerRole role,
            ContainerState state,
            Resources used,
            boolean listening,
            ContainerEvidence evidence) {
        this(id, role, state, used, listening, evidence, Strain.UNKNOWN);
    }

    public boolean isRunning() {
        return state == ContainerState.RUNNING;
    }

    public boolean isStandBy() {
        return role instanceof ContainerRole.StandBy;
    }

    /** A stand-by container that runs because this installation started it. Only such a one may be stopped. */
    public boolean isLoan() {
        return isStandBy() && state != ContainerState.STOPPED && evidence.starter() instanceof Starter.Us;
    }

    /** A stand-by container that this installation did not start: it is treated as a home container as long as it runs. */
    public boolean isSomebodys() {
        return isStandBy() && state != ContainerState.STOPPED && !isLoan();
    }

    public Container withRole(ContainerRole next) {
        return new Container(id, next, state, used, listening, evidence, strain);
    }

    public Container withEvidence(ContainerEvidence next) {
        return new Container(id, role, state, used, listening, next, strain);
    }

    public Container withState(ContainerState newState, boolean nowListening) {
        boolean runs = newState == ContainerState.RUNNING;
        return new Container(
                id,
                role,
                newState,
                runs ? used : Resources.NONE,
                nowListening,
                evidence,
                runs ? strain : Strain.UNKNOWN);
    }

    /** As it should look after this installation has started it. */
    public Container started() {
        return isRunning()
                ? withState(ContainerState.RUNNING, true)
                : withState(ContainerState.RUNNING, true)
                        .withEvidence(evidence.withStarter(new Starter.Us()).withEstablished(Established.NONE));
    }

    /** As it should look after it was stopped. */
    public Container stopped() {
        return withState(ContainerState.STOPPED, false)
                .withEvidence(evidence.withStarter(new Starter.Somebody()).withEstablished(Established.NONE));
    }

    @Override
    public int compareTo(Container other) {
        return id.compareTo(other.id);
    }
}
