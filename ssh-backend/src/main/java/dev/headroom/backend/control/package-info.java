/**
 * What the control loop knows and what may be asked of it, as immutable data: {@link dev.headroom.backend.control.ControlState} and
 * all that is in it. Pure. Everybody may read it. See decision 0052.
 */
package dev.headroom.backend.control;
