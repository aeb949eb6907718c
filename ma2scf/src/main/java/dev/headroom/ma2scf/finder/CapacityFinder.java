package dev.headroom.ma2scf.finder;

/** Placeholder. */
public interface CapacityFinder {}
