package dev.headroom.console.fx;

import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.StepProgress;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One step as it is shown.
 *
 * @param number from 1
 * @param state {@code pending}, {@code running}, {@code done}, {@code failed} or {@code not-run}: the name of its pseudo-class
 * @param word the same for the reader
 * @param what what it does, sentence case
 * @param detail what was read back or went wrong, with its age; empty before it ran
 * @param progress what the row shows, for the script that can be copied
 */
public record StepRow(
        int number,
        String state,
        String word,
        String what,
        String reason,
        List<ExactCommand> commands,
        String detail,
        String exactTime,
        StepProgress progress) {
    public StepRow {
        commands = List.copyOf(commands);
    }

    public static List<StepRow> of(List<StepProgress> steps, Instant now) {
        return IntStream.range(0, steps.size())
                .mapToObj(i -> of(i + 1, steps.get(i), now))
                .toList();
    }

    private static StepRow of(int number, StepProgress progress, Instant now) {
        String state = switch (progress.state()) {
            case PENDING, AWAITING_READING -> "pending";
            case RUNNING, VERIFYING -> "running";
            case DONE, NOT_NEEDED -> "done";
            case FAILED -> "failed";
            case UNKNOWN, NOT_RUN -> "not-run";
        };
        String word = switch (progress.state()) {
            case PENDING -> "not begun";
            case AWAITING_READING -> "waiting for a current reading of its hosts";
            case RUNNING -> "running";
            case VERIFYING -> "reading back";
            case DONE -> "seen on the host";
            case NOT_NEEDED -> "was so already";
            case FAILED -> "failed";
            case UNKNOWN -> "sent, not seen";
            case NOT_RUN -> "not run";
        };
        boolean begun = progress.state() != StepProgress.State.PENDING;
        String detail = begun ? detail(progress, word, now) : "";
        String describe = progress.step().action().describe();
        return new StepRow(
                number,
                state,
                word,
                Character.toUpperCase(describe.charAt(0)) + describe.substring(1),
                progress.step().reason(),
                progress.commands(),
                detail,
                begun ? TimeText.exact(progress.changedAt()) : "",
                progress);
    }

    private static String detail(StepProgress progress, String word, Instant now) {
        String said = progress.detail().isEmpty() ? word : word + ": " + progress.detail();
        String when = " · " + TimeText.ago(progress.changedAt(), now);
        String sentence = Character.toUpperCase(said.charAt(0)) + said.substring(1);
        return progress.state() == StepProgress.State.NOT_RUN ? sentence : sentence + when;
    }
}
