/**
 * The state of the control loop and the requests to it, as immutable data: {@link
 * dev.headroom.backend.control.ControlState} and its parts. Pure. Every other package may read it. See decision 0052.
 */
package dev.headroom.backend.control;
