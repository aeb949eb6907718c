package dev.headroom.demo;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.pictures.Moment;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;

/** The states of the pictures, made by the control loop on a simulated cluster. */
final class SimulatedMoments {
    private SimulatedMoments() {}

    static ControlState of(Moment moment) {
        return switch (moment) {
            case CALM -> Stages.calm();
            case OVERLOADED -> Stages.overloaded();
            case TROUBLE -> HostStages.trouble();
            case RUNNING -> Stages.running();
            case HALTED -> Stages.halted();
            case BARRED -> Stages.barred();
            case BARRED_HALTED -> Stages.barredHalted();
            case FAILED -> Stages.failed();
            case INTERRUPTED -> Stages.interrupted();
            case LENT -> Stages.lent();
            case REFUSED -> HostStages.refused();
            case EMPTY -> Stages.empty();
            case NOT_READ -> HostStages.notRead();
            case MAINTENANCE -> HostStages.maintenance();
            case MAINTENANCE_DEAD -> HostStages.maintenanceDead();
            case MAINTENANCE_TOO_EARLY -> HostStages.maintenanceTooEarly();
            case ALL_DEAD -> HostStages.allDead();
            case NEVER_READ -> HostStages.neverRead();
            case UNDECIDED -> Stages.undecided();
            case UNADOPTED -> HostStages.unadopted();
            case SERVERS_60 -> HostStages.many(60);
            case SERVERS_1000 -> HostStages.many(1_000);
            case LONG_NAMES -> HostStages.longNames();
        };
    }
}
