/**
 * Judges every service and server, and decides which plans to propose. Start at {@link dev.headroom.ma2scf.sharing.CapacitySharing}; the
 * packages below are memory, facts, rules, lending, writing and rehearsal.
 */
package dev.headroom.ma2scf.sharing;
