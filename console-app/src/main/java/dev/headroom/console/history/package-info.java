/** The history: ended proposals, with their steps. */
package dev.headroom.console.history;
