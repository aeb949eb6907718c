package dev.headroom.demo;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.pictures.Moment;
import dev.headroom.simulation.stage.Stages;

/** The states of the pictures, made by the control loop on a simulated cluster. */
final class SimulatedMoments {
    private SimulatedMoments() {}

    static ControlState of(Moment moment) {
        return switch (moment) {
            case CALM -> Stages.calm();
            case OVERLOADED -> Stages.overloaded();
            case TROUBLE -> Stages.trouble();
            case RUNNING -> Stages.running();
            case HALTED -> Stages.halted();
            case FAILED -> Stages.failed();
            case INTERRUPTED -> Stages.interrupted();
            case LENT -> Stages.lent();
            case REFUSED -> Stages.refused();
            case EMPTY -> Stages.empty();
            case ALL_DEAD -> Stages.allDead();
            case NEVER_READ -> Stages.neverRead();
            case UNDECIDED -> Stages.undecided();
            case UNADOPTED -> Stages.unadopted();
            case SERVERS_60 -> Stages.many(60);
            case SERVERS_1000 -> Stages.many(1_000);
            case LONG_NAMES -> Stages.longNames();
        };
    }
}
