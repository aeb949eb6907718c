/** Who may lend to whom, and how much; the one place that asks the finder. */
package dev.headroom.ma2scf.sharing.lending;
