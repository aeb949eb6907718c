/** The control loop on a simulated cluster, in simulated time and on the caller's thread. */
package dev.headroom.simulation.loop;
