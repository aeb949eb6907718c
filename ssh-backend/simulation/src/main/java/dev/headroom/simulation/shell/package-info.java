/** Commands on a simulated host, without SSH. */
package dev.headroom.simulation.shell;
