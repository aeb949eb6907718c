/** The byte connections below SSH: by TCP, through a command, through a channel of another session. */
package dev.headroom.backend.remote.jsch.line;
