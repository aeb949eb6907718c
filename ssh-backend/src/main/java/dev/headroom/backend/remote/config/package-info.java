/** How to log in to a host by {@code ~/.ssh/config} and the machine's {@code ssh_config}, as OpenSSH reads them. */
package dev.headroom.backend.remote.config;
