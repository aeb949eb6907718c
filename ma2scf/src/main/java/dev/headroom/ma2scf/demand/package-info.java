/** What a service costs: learned from readings, else as configured, and how sure that is. */
package dev.headroom.ma2scf.demand;
