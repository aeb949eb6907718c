package dev.headroom.ma2scf.planted.cycle.one;

import dev.headroom.ma2scf.planted.cycle.two.Two;

/** One half of a cycle, on purpose, to prove that the rule can fail. */
public record One(Two other) {}
