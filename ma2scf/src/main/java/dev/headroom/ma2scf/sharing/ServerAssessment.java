package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import java.util.List;
import java.util.Optional;

/**
 * One real server, judged. The window maps {@link Standing} to a word and a tone, and compares no number with a threshold.
 *
 * @param hottest what of it is used most; empty without a current reading
 * @param lendable what it could lend now to any service, as plans reckon: reserve, spare server and the needs of its own services
 *     are taken off, and it has a loan left to give; nothing where it lends nothing
 * @param lendsNothing why it lends nothing to any service, one sentence; empty where it lends
 * @param evidence what {@code standing} rests on, one sentence each, most important first
 */
public record ServerAssessment(
        ServerId server,
        Standing standing,
        Optional<Limit> hottest,
        Resources lendable,
        Optional<String> lendsNothing,
        List<String> evidence) {
    public ServerAssessment {
        evidence = List.copyOf(evidence);
    }

    /** How a server is, as one word. The first three are said of a current reading only. */
    public enum Standing {
        /** Far from the threshold at which services borrow. */
        CALM,
        /** In the upper half between the threshold of giving back and that of borrowing. */
        WARM,
        /** Above the threshold of borrowing, or with nothing left. */
        HOT,
        /** Its readings are too old to act on, and it is not known to have failed. */
        STALE,
        /** It was never read. */
        UNREAD,
        /** It sends no readings, and the directors see that it does not serve. */
        FAILED
    }

    /** What a server can run out of. */
    public enum Limit {
        PROCESSOR,
        MEMORY,
        NETWORK
    }
}
