/**
 * MA2SCF for many borrowers, in numbers: which containers to run where, so that the most demand is served with the fewest starts.
 * Start at {@link dev.headroom.ma2scf.placement.Problem}.
 */
package dev.headroom.ma2scf.placement;
