/**
 * Which plans may run side by side: the footprint of a plan, its urgency, and the effect of its remaining steps. Pure. See decision
 * 0050.
 */
package dev.headroom.backend.control.concurrency;
