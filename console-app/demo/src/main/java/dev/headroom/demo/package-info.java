/** The built-in clusters behind real SSH on loopback: told as a story, shown in the window, or served to any SSH client. */
package dev.headroom.demo;
