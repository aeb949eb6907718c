/** SSH servers in front of simulated hosts. */
package dev.headroom.simulation.ssh;
