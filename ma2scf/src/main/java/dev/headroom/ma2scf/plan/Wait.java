package dev.headroom.ma2scf.plan;

import java.time.Duration;

/** An action that changes no host: it waits until a reading shows something. */
public sealed interface Wait extends Action permits ContainerAction.AwaitServing, TableAction.AwaitDrained {

    /** After this long the step is late: it has failed, unless its plan only takes capacity back and connections remain. */
    Duration deadline();
}
