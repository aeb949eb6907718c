package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.writing.Shortage;

/** What a rule says of a service before the finder is asked for all short services together. */
public sealed interface Outcome {

    /** The finder is not needed. */
    record Settled(Verdict verdict) implements Outcome {}

    /** It needs a loan. */
    record Lacking(Shortage shortage) implements Outcome {}
}
