/** The seam to the world: run a command on a host, open a stream to one. Typed results; nothing here throws for what a network does. */
package dev.headroom.backend.remote;
