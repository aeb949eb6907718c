package dev.headroom.backend;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.driver.Answer;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Asks a running master, and waits for its states. */
final class AskedMaster {
    private AskedMaster() {}

    static Answer approved(RunningMaster master, Proposal proposal) throws Exception {
        return master.master()
                .submit(new Intent.Approve(proposal.id(), proposal.plan().basisRevision(), "ann"))
                .get(TestPatience.millis(), TimeUnit.MILLISECONDS);
    }

    static ControlState until(RunningMaster master, String what, Predicate<ControlState> wanted) throws Exception {
        TestPatience.until(
                what,
                () -> wanted.test(master.master().state()),
                () -> master.master().state().notices() + " "
                        + master.master().state().proposals());
        return master.master().state();
    }
}
