package dev.headroom.console.status;

import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.link.OfferWords;
import dev.headroom.console.fx.TimeText;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One step as a row.
 *
 * @param number from 1
 * @param look how its mark is drawn
 * @param word the look in a word, for screen readers
 * @param what what it does, in sentence case
 * @param detail what was read back or went wrong, with its age; empty before it ran
 * @param progress the step
 */
public record StepRow(
        int number, Look look, String word, String what, String detail, String exactTime, StepProgress progress) {

    /** How the mark of a step is drawn; the name in lower case with hyphens is its pseudo-class. */
    public enum Look {
        PENDING,
        RUNNING,
        DONE,
        FAILED,
        NOT_RUN;

        private static Look of(StepProgress.State state) {
            return switch (state) {
                case PENDING, AWAITING_READING -> PENDING;
                case RUNNING, VERIFYING -> RUNNING;
                case DONE, NOT_NEEDED -> DONE;
                case FAILED -> FAILED;
                case UNKNOWN, NOT_RUN, LEFT_OUT -> NOT_RUN;
            };
        }
    }

    public String reason() {
        return progress.step().reason();
    }

    /** The commands, character for character as they are sent. */
    public List<ExactCommand> commands() {
        return progress.commands();
    }

    public static List<StepRow> of(List<StepProgress> steps, Instant now) {
        return IntStream.range(0, steps.size())
                .mapToObj(i -> of(i + 1, steps.get(i), now))
                .toList();
    }

    private static StepRow of(int number, StepProgress progress, Instant now) {
        String word = word(progress.state());
        boolean begun = progress.state() != StepProgress.State.PENDING;
        String detail = begun ? detail(progress, word, now) : "";
        return new StepRow(
                number,
                Look.of(progress.state()),
                word,
                OfferWords.step(progress.step().action()),
                detail,
                begun ? WallTime.exact(progress.changedAt()) : "",
                progress);
    }

    private static String word(StepProgress.State state) {
        return switch (state) {
            case PENDING -> "not begun";
            case AWAITING_READING -> "waiting for a current reading of its hosts";
            case RUNNING -> "running";
            case VERIFYING -> "reading back";
            case DONE -> "seen on the host";
            case NOT_NEEDED -> "was so already";
            case FAILED -> "failed";
            case UNKNOWN -> "sent, not seen";
            case NOT_RUN -> "not run";
            case LEFT_OUT -> "left out";
        };
    }

    private static String detail(StepProgress progress, String word, Instant now) {
        String said = progress.detail().isEmpty() ? word : word + ": " + progress.detail();
        String when = " · " + TimeText.ago(progress.changedAt(), now);
        String sentence = Character.toUpperCase(said.charAt(0)) + said.substring(1);
        return progress.state() == StepProgress.State.NOT_RUN ? sentence : sentence + when;
    }
}
