package dev.headroom.simulation.schedule;

import dev.headroom.ma2scf.model.HostId;

/**
 * Whether a host runs a command of a master: the place for the check of an epoch on the hosts themselves. Without it, a command
 * that a stopped process had handed over before its lease was taken by another still runs. With it, {@link Rules} may demand that
 * no host runs a command of a master after one of a later master.
 */
interface Fence {
    /** No host checks anything. */
    Fence NONE = (_, _) -> true;

    /**
     * Whether the host runs a command.
     *
     * @param epoch of the master: each that takes the lease has a greater one than those before
     */
    boolean admits(HostId host, int epoch);
}
