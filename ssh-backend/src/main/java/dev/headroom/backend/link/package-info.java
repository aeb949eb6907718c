/** How a command line on the same machine talks to a running master: JSON lines over a Unix socket in the state folder. */
package dev.headroom.backend.link;
