package dev.headroom.simulation.schedule;

import dev.headroom.backend.control.driver.SimulatedMaster.Fate;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.Fault;
import java.time.Duration;
import java.util.Set;

/** What goes wrong in a schedule. */
sealed interface Trouble {

    /** A host fails, for so long. */
    record OfHost(HostId host, Fault.Kind kind, Duration lasts) implements Trouble {}

    /**
     * The master's process ends or stops when it has passed so many points between its effects.
     *
     * @param lasts until a master is started again, or until it goes on
     */
    record OfProcess(Fate fate, int points, Duration lasts) implements Trouble {}

    /** The master stops, and another one takes its lease and goes on; the first one goes on after {@code lasts}. */
    record Takeover(int points, Duration lasts) implements Trouble {}

    /** An operator halts the master, and resumes it after so long. */
    record Halt(Duration lasts) implements Trouble {}

    /** The wall clock of the master's computer is set. */
    record ClockSet(Duration by) implements Trouble {}

    /** The disk of the master is full for so long. */
    record DiskFull(Duration lasts) implements Trouble {}

    /** Commands and their answers meet this, for so long. */
    record OnTheWire(Wire wire, Duration lasts) implements Trouble {}

    /** The fate of a command and of its answer. */
    enum Wire {
        SOUND,
        /** The command does not reach its host, and no answer comes. */
        LOST,
        /** The host runs the command, and no answer comes. */
        UNANSWERED,
        /** The command arrives late. */
        LATE,
        /** The answer arrives late. */
        LATE_ANSWER,
        /** The answer comes twice. */
        TWICE,
        /** The command reports success and has changed nothing. */
        LIES_DONE,
        /** The command reports an error and has changed what it should. */
        LIES_FAILED
    }

    /** A container has a flaw, for so long. */
    record OfContainer(ContainerId container, Fault.Flaw flaw, Duration lasts) implements Trouble {}

    /**
     * Somebody else changes a director's table, and puts it back after so long.
     *
     * @param pick which destination, modulo their number
     */
    record OfTable(DirectorId director, Change change, int pick, Duration lasts) implements Trouble {}

    /** What another program does to a table. */
    enum Change {
        SETS_WEIGHT,
        REMOVES,
        CLEARS
    }

    /**
     * The next container for which a stop is sent is taken over by somebody, before the command arrives: its mark goes, and it
     * serves another end. It is stopped by hand after so long.
     */
    record TakenOver(Duration lasts) implements Trouble {}

    /**
     * The computer of one installation does not reach these hosts for so long; others do.
     *
     * @param console 0 or 1
     */
    record Parted(int console, Set<HostId> hosts, Duration lasts) implements Trouble {}

    /**
     * The computer of one installation sleeps for so long, from when its master has passed so many points between its effects.
     *
     * @param console 0 or 1
     */
    record Sleeps(int console, int points, Duration lasts) implements Trouble {}

    /**
     * An operator lets the master of one installation take over the cluster.
     *
     * @param console 0 or 1
     */
    record TakesLease(int console) implements Trouble {}

    /** The kernel of a director refuses each change of its table, for so long. */
    record Refuses(DirectorId director, Duration lasts) implements Trouble {}

    /** An operator takes a real server out for maintenance, and puts it back after so long. */
    record Maintenance(ServerId server, Duration lasts) implements Trouble {}

    /** Somebody starts a stand-by container by hand and stops it after so long. */
    record ByHand(ContainerId container, Duration lasts) implements Trouble {}
}
