/** Clusters that exist in memory only, in front of the same seam as real ones; also over real SSH on loopback. */
package dev.headroom.simulation;
