/**
 * The problems for the many-borrower finder and its peers: generated instances, baselines, and an independent check
 * of every answer. Start at {@link dev.headroom.bench.trial.Instances}.
 */
package dev.headroom.bench.trial;
