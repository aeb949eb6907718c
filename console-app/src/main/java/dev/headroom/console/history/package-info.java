/** Ended proposals, with their steps. */
package dev.headroom.console.history;
