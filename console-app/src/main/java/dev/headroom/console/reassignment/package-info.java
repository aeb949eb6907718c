/**
 * The public machine-reassignment instances (ROADEF/EURO challenge 2012) as questions to MA2SCF. Start at
 * {@link dev.headroom.console.reassignment.Instance}.
 */
package dev.headroom.console.reassignment;
