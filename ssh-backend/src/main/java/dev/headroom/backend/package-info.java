/** Wiring of the backend, by hand: from a cluster file to a running observer or master. */
package dev.headroom.backend;
