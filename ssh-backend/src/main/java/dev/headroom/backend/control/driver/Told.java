package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.core.Event;
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

    private static String text(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Ran(String output) when output.isBlank() -> "exit code 0, without output.";
            case CommandOutcome.Ran(String output) -> "exit code 0: " + bounded(output.strip());
            case CommandOutcome.Refused(String sentence) -> "nothing was changed: " + bounded(sentence);
            case CommandOutcome.Indeterminate(String sentence, var _) ->
                "it is not known what was done: " + bounded(sentence);
        };
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
