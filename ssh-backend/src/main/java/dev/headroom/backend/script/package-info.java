/** Reads the shell scripts that are part of the program. */
package dev.headroom.backend.script;
