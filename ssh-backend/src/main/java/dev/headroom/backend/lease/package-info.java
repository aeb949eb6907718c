/** The lease that the hosts keep: which master may change them. */
@NullMarked
package dev.headroom.backend.lease;

import org.jspecify.annotations.NullMarked;
