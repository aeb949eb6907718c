/** Writes what lies beside the installed program, a folder for each package, as it lies under {@code /usr/share}. */
package dev.headroom.share;
