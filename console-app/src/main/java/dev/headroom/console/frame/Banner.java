package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.status.WallTime;
import java.time.Instant;
import java.util.Optional;

/**
 * One line above the views.
 *
 * @param lead a word before the sentence; may be empty
 * @param notice the notice that a dismissal removes; empty for a banner that cannot be dismissed
 */
record Banner(
        String lead, String sentence, Tone tone, String age, String exactTime, Optional<ControlState.Notice> notice) {

    /** A banner that stays as long as its condition holds. */
    Banner(String lead, String sentence, Tone tone) {
        this(lead, sentence, tone, "", "", Optional.empty());
    }

    static Banner halted(String sentence) {
        return new Banner("Halted", sentence, Tone.DANGER);
    }

    static Banner of(ControlState.Notice notice, Instant now) {
        Tone tone = switch (notice.severity()) {
            case INFORMATION -> Tone.NEUTRAL;
            case WARNING -> Tone.ATTENTION;
            case FAILURE -> Tone.DANGER;
        };
        return new Banner(
                "",
                notice.sentence(),
                tone,
                TimeText.ago(notice.at(), now),
                WallTime.exact(notice.at()),
                Optional.of(notice));
    }

    Banner since(String newAge, String newExactTime) {
        return new Banner(lead, sentence, tone, newAge, newExactTime, notice);
    }

    Object key() {
        return notice.<Object>map(n -> n).orElse(lead);
    }
}
