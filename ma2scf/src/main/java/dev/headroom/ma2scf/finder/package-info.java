/** MA2SCF itself: maximum amount and most available service capacity finding. */
package dev.headroom.ma2scf.finder;
