package dev.headroom.simulation.schedule;

import java.time.Duration;

/**
 * A trouble of a schedule.
 *
 * @param at since the beginning
 */
record Moment(Duration at, Trouble trouble) {}
