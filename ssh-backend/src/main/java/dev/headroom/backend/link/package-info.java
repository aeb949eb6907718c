/**
 * The connection between a command line and a running master on the same machine: JSON lines over a Unix socket in
 * the state folder.
 */
package dev.headroom.backend.link;
