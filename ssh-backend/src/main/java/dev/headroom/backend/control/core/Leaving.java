package dev.headroom.backend.control.core;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Sentences and journal entries about the plans that a master leaves unfinished when it ends. Pure. */
public final class Leaving {
    private Leaving() {}

    /** One sentence for each plan that has not ended. */
    public static List<String> sentences(ControlState state) {
        return left(state).map(Leaving::sentence).toList();
    }

    /** The journal entries for those plans. */
    public static List<JournalEntry> entries(ControlState state, Instant now) {
        return left(state)
                .map(p -> new JournalEntry(now, JournalEntry.Kind.STOPPED, p.id().toString(), "master", sentence(p)))
                .toList();
    }

    private static Stream<Proposal> left(ControlState state) {
        return Stream.concat(state.running().stream(), state.suspended().stream());
    }

    private static String sentence(Proposal proposal) {
        long done = proposal.steps().stream().filter(StepProgress::finished).count();
        String unseen = proposal.hasCommandInFlight() ? " The command of the next step was sent and not seen." : "";
        return "%s (%s for %s) is left after step %d of %d.%s The next master offers to finish or to undo it."
                .formatted(
                        proposal.id(),
                        Words.of(proposal.plan().kind()),
                        proposal.plan().service(),
                        done,
                        proposal.steps().size(),
                        unseen);
    }
}
