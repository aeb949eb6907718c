package dev.headroom.backend.control.core;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.Action;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses plans of which a host is known to refuse a command: they would end in the middle. Pure. */
final class Rights {
    private Rights() {}

    /** Why a host would refuse a remaining command of the plan, one sentence; empty where none is known to. */
    static Optional<String> refusal(ControlState state, Proposal proposal) {
        Set<HostId> changed = proposal.steps().stream()
                .filter(StepProgress::mayStillRun)
                .map(s -> s.step().action())
                .filter(Action::mutates)
                .map(Action::host)
                .collect(Collectors.toSet());
        return state.observation().hosts().stream()
                .filter(status -> changed.contains(status.host()))
                .flatMap(status -> status.lacking().stream())
                .findFirst();
    }
}
