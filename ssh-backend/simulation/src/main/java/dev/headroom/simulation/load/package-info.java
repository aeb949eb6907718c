/** Models of load: demand over time, and how schedulers and servers divide it. */
package dev.headroom.simulation.load;
