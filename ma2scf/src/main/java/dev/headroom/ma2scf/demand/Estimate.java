package dev.headroom.ma2scf.demand;

/**
 * A cost that was learned.
 *
 * @param cost for each connection a second; above 0
 * @param halfWidth half the width of its 95 % interval, as a part of it; 0.04 means 4 % more or less. Readings that follow
 *     each other resemble each other, so in truth it is wider
 * @param readings how many it was learned from
 */
public record Estimate(double cost, double halfWidth, int readings) {}
