package dev.headroom.planted.cycle.one;

import dev.headroom.planted.cycle.two.Second;

/** Knows the second. */
public record First(Second second) {}
