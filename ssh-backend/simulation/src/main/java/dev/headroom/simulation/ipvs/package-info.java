/** What the kernel and {@code ipvsadm} of a simulated director do and print. */
package dev.headroom.simulation.ipvs;
