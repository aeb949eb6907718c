/**
 * The built-in clusters behind real SSH on loopback: as a story in the terminal, in the window, or for any SSH
 * client.
 */
package dev.headroom.demo;
