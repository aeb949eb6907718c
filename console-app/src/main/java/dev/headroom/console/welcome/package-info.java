/** The small windows for who starts the program without a terminal: what to open, and why nothing opened. */
package dev.headroom.console.welcome;
