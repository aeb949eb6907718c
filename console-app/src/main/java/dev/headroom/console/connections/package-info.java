/** The connection of each host, and what to do where it is lost. */
package dev.headroom.console.connections;
