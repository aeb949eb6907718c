package dev.headroom.simulation.schedule;

import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.driver.HostsLease;
import dev.headroom.backend.control.driver.SimulatedMaster.Disk;
import dev.headroom.backend.control.driver.StepExecutor;
import dev.headroom.ma2scf.plan.Action;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** A bug that is planted into a master at its seams, to show that the schedules find it. One object for one schedule. */
interface Planted {
    /** No bug. */
    Planted NONE = new Planted() {};

    default ControlCore core(ControlSettings settings, Function<Action, List<ExactCommand>> preview) {
        return new ControlCore(settings, preview);
    }

    default Disk disk(Disk sound) {
        return sound;
    }

    default StepExecutor executor(StepExecutor sound) {
        return sound;
    }

    /** The text of a command as it is sent. */
    default String text(Action action, String sound) {
        return sound;
    }

    default Clock clock(Clock steady, Clock wall) {
        return steady;
    }

    default Kept kept(Kept sound) {
        return sound;
    }

    default List<JournalEntry> past(List<JournalEntry> sound) {
        return sound;
    }

    /** What a master believes of the lease of the hosts. */
    default HostsLease hosts(HostsLease sound) {
        return sound;
    }

    /** Whether each command is sent behind the check that its host makes. */
    default boolean guards() {
        return true;
    }

    /** Whether the executor asks whether a host gave its lease before it sends something there. */
    default boolean asks() {
        return true;
    }

    /** Whether the executor looks how long ago a command was decided. */
    default boolean expires() {
        return true;
    }

    /** Whether an operator's halt reaches the master. */
    default boolean halts() {
        return true;
    }
}
