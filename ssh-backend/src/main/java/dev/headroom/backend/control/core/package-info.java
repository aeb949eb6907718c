/**
 * The control loop as a pure function: {@link dev.headroom.backend.control.core.ControlCore#step} takes a state, an
 * event and the time, and gives the next state and the effects for the driver. No clock, no threads, no files. See
 * decision 0052.
 */
package dev.headroom.backend.control.core;
