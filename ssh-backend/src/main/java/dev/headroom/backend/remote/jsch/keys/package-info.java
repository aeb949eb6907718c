/** The keys that are offered to a host: read from files, taken from an agent. */
package dev.headroom.backend.remote.jsch.keys;
