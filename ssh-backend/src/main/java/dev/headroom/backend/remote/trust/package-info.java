/** Which host keys are trusted: known_hosts files as OpenSSH reads them. Pure but for {@link KnownHosts}, which reads the files. */
package dev.headroom.backend.remote.trust;
