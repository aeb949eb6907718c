/**
 * Judges a whole set-up: what a host tells of itself, and what Headroom reads of it anyway, become findings with
 * remedies. See decision 0097.
 */
@NullMarked
package dev.headroom.backend.doctor;

import org.jspecify.annotations.NullMarked;
