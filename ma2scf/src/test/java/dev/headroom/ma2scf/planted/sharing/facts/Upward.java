package dev.headroom.ma2scf.planted.sharing.facts;

import dev.headroom.ma2scf.sharing.CapacitySharing;

/** Knows what is built on it, on purpose, to prove that the rule of layers can fail. */
final class Upward {
    private Upward() {}

    static CapacitySharing sharing() {
        return new CapacitySharing();
    }
}
