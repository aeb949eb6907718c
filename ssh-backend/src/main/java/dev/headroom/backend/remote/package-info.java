/**
 * Runs a command on a host, or opens a stream to one: the seam between Headroom and the hosts. Results are typed; no
 * method throws for a failure of the network.
 */
package dev.headroom.backend.remote;
