/** The inbox: proposals to decide, their reasons, and their outcome. */
package dev.headroom.console.proposals;
