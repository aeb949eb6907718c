/** The one clock of the program. */
package dev.headroom.backend.time;
