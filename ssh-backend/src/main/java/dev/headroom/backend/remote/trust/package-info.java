/**
 * Decides which host keys are trusted, by known_hosts files as OpenSSH reads them. Pure but for {@link KnownHosts},
 * which reads the files.
 */
package dev.headroom.backend.remote.trust;
