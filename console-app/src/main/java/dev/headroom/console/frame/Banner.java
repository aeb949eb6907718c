package dev.headroom.console.frame;

import dev.headroom.backend.control.Notice;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.status.WallTime;
import java.time.Instant;
import java.util.Optional;

/**
 * One line above the views.
 *
 * @param about identifies the banner, also when its sentence changes
 * @param lead a word before the sentence; may be empty
 * @param notice the notice that a dismissal removes; empty for a banner that cannot be dismissed
 * @param offersTakeOver whether another master holds the lease of the hosts, and this is where it can be taken over
 */
record Banner(
        About about,
        String lead,
        String sentence,
        Tone tone,
        String age,
        String exactTime,
        Optional<Notice> notice,
        boolean offersTakeOver) {
    /** What a banner says. */
    enum Kind {
        HALTED,
        BARRED,
        NOTHING_READ,
        FAILED,
        NOT_READ,
        DOWN,
        NOT_UNDERSTOOD,
        NOTICE
    }

    /**
     * What the banner says, and of which host or service.
     *
     * @param name of a host or a service; empty where it is about all or about several
     */
    record About(Kind kind, String name) {
        static About all(Kind kind) {
            return new About(kind, "");
        }
    }

    /** A banner that stays as long as its condition holds. */
    Banner(About about, String lead, String sentence, Tone tone) {
        this(about, lead, sentence, tone, "", "", Optional.empty(), false);
    }

    static Banner halted(String sentence) {
        return new Banner(About.all(Kind.HALTED), "Halted", sentence, Tone.DANGER);
    }

    static Banner of(Notice notice, Instant now) {
        Tone tone = switch (notice.severity()) {
            case INFORMATION -> Tone.NEUTRAL;
            case WARNING -> Tone.ATTENTION;
            case FAILURE -> Tone.DANGER;
        };
        return new Banner(
                About.all(Kind.NOTICE),
                "",
                notice.sentence(),
                tone,
                TimeText.ago(notice.at(), now),
                WallTime.exact(notice.at()),
                Optional.of(notice),
                false);
    }

    Banner since(String newAge, String newExactTime) {
        return new Banner(about, lead, sentence, tone, newAge, newExactTime, notice, offersTakeOver);
    }

    Banner takingOver(boolean offered) {
        return new Banner(about, lead, sentence, tone, age, exactTime, notice, offered);
    }

    Object key() {
        return notice.<Object>map(n -> n).orElse(about);
    }
}
