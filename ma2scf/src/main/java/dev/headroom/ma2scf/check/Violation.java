package dev.headroom.ma2scf.check;

/**
 * One broken invariant.
 *
 * @param step number of the step after which it is broken, from 1; 0 for the plan as a whole
 * @param sentence what is wrong, with names and numbers
 */
public record Violation(int step, String sentence) {}
