package dev.headroom.console.bench;

import java.util.OptionalInt;

/** An answer of our finder, which can say what less of it would take. */
@FunctionalInterface
interface Ours {

    /** Containers it starts when it stops as soon as {@code amount} is served; empty if it never serves so much. */
    OptionalInt startsAt(double amount);
}
