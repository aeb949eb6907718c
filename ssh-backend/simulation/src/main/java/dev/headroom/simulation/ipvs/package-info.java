/** The IPVS table of a simulated director, and {@code ipvsadm} with its output. */
package dev.headroom.simulation.ipvs;
