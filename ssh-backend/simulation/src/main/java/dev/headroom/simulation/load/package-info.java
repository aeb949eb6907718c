/** Laws of load: how demand changes, and how servers and schedulers divide it. */
package dev.headroom.simulation.load;
