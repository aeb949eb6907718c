/** Wiring of the backend, by hand: makes a running observer or master of a cluster file. */
package dev.headroom.backend;
