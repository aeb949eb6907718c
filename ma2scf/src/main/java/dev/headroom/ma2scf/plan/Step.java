package dev.headroom.ma2scf.plan;

/**
 * One step of a plan.
 *
 * @param reason why it stands where it stands, one sentence
 */
public record Step(Action action, String reason) {}
