/** The algorithms of a connection, and those that JSch has only with another library. */
package dev.headroom.backend.remote.jsch.crypto;
