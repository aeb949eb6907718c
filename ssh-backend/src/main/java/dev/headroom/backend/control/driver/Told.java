package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.core.Effect;
import dev.headroom.backend.control.core.Event;
import dev.headroom.backend.control.core.Transition;
import java.time.Instant;
import java.util.Optional;

/** What the journal tells of events themselves, beside what the core decides. Pure. */
final class Told {
    private static final int LONGEST = 4_000;

    private Told() {}

    /** The host's answer to a command, as it was. */
    static Optional<JournalEntry> of(Event event, Instant now) {
        return event instanceof Event.CommandEnded(var proposal, int step, CommandOutcome outcome)
                ? Optional.of(new JournalEntry(
                        now,
                        Kind.ANSWERED,
                        proposal.toString(),
                        "master",
                        "Step %d: %s".formatted(step + 1, text(outcome))))
                : Optional.empty();
    }

    /**
     * Whether what was asked for holds in this master although the journal could not take it; its entry is owed, so the next master
     * learns of it once there is room. What would send a command does not hold: nothing is sent that was not written before.
     */
    static boolean holdsUnwritten(Event event, Transition decided) {
        boolean refused = decided.effects().stream().anyMatch(Effect.Refuse.class::isInstance);
        return !refused
                && event instanceof Event.Asked(Intent intent)
                && switch (intent) {
                    case Intent.Halt _,
                            Intent.Close _,
                            Intent.Reject _,
                            Intent.SetMode _,
                            Intent.SetServiceMode _,
                            Intent.SetMaintenance _ -> true;
                    case Intent.Approve _, Intent.Undo _, Intent.Resume _, Intent.Adopt _, Intent.TakeOver _ -> false;
                };
    }

    private static String text(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Ran(String output) when output.isBlank() -> "exit code 0, without output.";
            case CommandOutcome.Ran(String output) -> "exit code 0: " + bounded(output.strip());
            case CommandOutcome.Refused(String sentence) -> "nothing was changed: " + bounded(sentence);
            case CommandOutcome.Unsent(String sentence) -> "nothing was sent: " + bounded(sentence);
            case CommandOutcome.Late(String sentence) -> bounded(sentence);
            case CommandOutcome.Indeterminate(String sentence, var _) ->
                "it is not known what was done: " + bounded(sentence);
        };
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
