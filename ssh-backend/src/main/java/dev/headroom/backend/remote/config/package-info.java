/**
 * The settings of {@code ~/.ssh/config} and the machine's {@code ssh_config} for logging in to a host, read as
 * OpenSSH reads them.
 */
package dev.headroom.backend.remote.config;
