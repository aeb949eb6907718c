/** Hostile texts for parsers and commands, and what watches their cost. See decision 0092. */
package dev.headroom.backend.fuzz;
