/** Proposals that ended, with their steps. */
package dev.headroom.console.history;
