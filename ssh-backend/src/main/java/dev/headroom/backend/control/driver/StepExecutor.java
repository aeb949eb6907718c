package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.core.Permit;
import dev.headroom.ma2scf.plan.Action;
import java.util.function.Consumer;

/** Port to the hosts: sends the command of one action. Every change of a cluster is sent by it. */
public interface StepExecutor {

    /** Sends the command and returns at once; {@code whenDone} is called exactly once, from any thread. */
    void execute(Permit permit, Action action, Consumer<CommandOutcome> whenDone);
}
