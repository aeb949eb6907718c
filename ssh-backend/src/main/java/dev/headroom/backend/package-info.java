/** Connects the parts of the backend, without a framework: makes a running observer or master from a cluster file. */
package dev.headroom.backend;
