/** Colour tokens for each theme and the sheets that use them. Start at {@link dev.headroom.styles.Theme}. */
package dev.headroom.styles;
