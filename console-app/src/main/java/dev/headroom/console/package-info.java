/** The main class, {@link dev.headroom.console.Main}. */
package dev.headroom.console;
