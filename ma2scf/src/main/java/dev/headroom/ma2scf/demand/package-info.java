/** What one connection of a service costs in processor time and network: learned from readings, else as configured, and how reliable that is. */
package dev.headroom.ma2scf.demand;
