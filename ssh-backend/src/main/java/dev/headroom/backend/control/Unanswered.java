package dev.headroom.backend.control;

import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Duration;
import java.time.Instant;

/**
 * A command that was sent and of which no answer came, or not yet: it may still run on its host, which ends it by
 * itself. Until then no other command is sent for what it changes. See decision 0070.
 *
 * @param step index in the plan of {@code proposal}, from 0
 * @param limit how long after it was sent it may still run
 * @param until when it runs no more, by the clock of this master
 */
public record Unanswered(ProposalId proposal, int step, Action action, Duration limit, Instant until) {

    /** Whether {@code other} would change what this command changes. */
    public boolean concerns(Action other) {
        return other.mutates()
                && switch (action) {
                    case ContainerAction ours ->
                        other instanceof ContainerAction theirs
                                && theirs.container().equals(ours.container());
                    case TableAction ours ->
                        other instanceof TableAction theirs
                                && theirs.director().equals(ours.director())
                                && theirs.service().equals(ours.service())
                                && theirs.endpoint().equals(ours.endpoint());
                };
    }

    /** Why nothing else is sent for what it changes. */
    public String sentence() {
        return "'%s' was sent for %s and no answer came: it may still run on %s, which ends it within %d s. Nothing else is sent for it before."
                .formatted(action.describe(), proposal, action.host().name(), limit.toSeconds());
    }
}
