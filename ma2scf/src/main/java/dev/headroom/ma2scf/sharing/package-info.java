/**
 * Judges every service and server, and says what to do. {@link dev.headroom.ma2scf.sharing.CapacitySharing} is the entrance; the rooms are
 * memory, facts, rules, lending, writing and rehearsal.
 */
package dev.headroom.ma2scf.sharing;
