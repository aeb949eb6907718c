/**
 * The pictures of README and of {@code demo --screenshots}: the window drawn without a display, on states that are
 * given to it.
 */
package dev.headroom.console.pictures;
