/** The inbox: what should be decided, why, and what became of it. */
package dev.headroom.console.proposals;
