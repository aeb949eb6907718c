/**
 * Headroom against other rules, under the same load on the simulated cluster. Start at {@link dev.headroom.bench.sharing.Contest}.
 */
package dev.headroom.bench.sharing;
