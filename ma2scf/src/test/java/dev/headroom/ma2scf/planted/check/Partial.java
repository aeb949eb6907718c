package dev.headroom.ma2scf.planted.check;

import dev.headroom.ma2scf.finder.ManyBorrowersFinder;

/** Asks the finder that it must check, on purpose, to prove that the rule can fail. */
final class Partial {
    private Partial() {}

    static ManyBorrowersFinder finder() {
        return new ManyBorrowersFinder();
    }
}
