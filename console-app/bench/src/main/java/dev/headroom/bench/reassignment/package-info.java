/**
 * The public machine-reassignment instances (ROADEF/EURO challenge 2012) as problems for MA2SCF. Start at {@link
 * dev.headroom.bench.reassignment.Instance}.
 */
package dev.headroom.bench.reassignment;
