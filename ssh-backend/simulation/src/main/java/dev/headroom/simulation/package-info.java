/** Simulated clusters in memory, behind the same interface as real ones; also behind real SSH servers on loopback. */
package dev.headroom.simulation;
