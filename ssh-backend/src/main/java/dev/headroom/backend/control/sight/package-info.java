/** What readings say of single destinations and containers, for the journal: before and after a command, and changed by others. */
package dev.headroom.backend.control.sight;
