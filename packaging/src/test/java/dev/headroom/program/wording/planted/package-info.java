/** Planted violations. */
package dev.headroom.program.wording.planted;
