/** How each host is connected, and what to do where it is not. */
package dev.headroom.console.connections;
