/**
 * What the many-borrower finder is measured on and against: instances by seed, baselines, and an independent check of every answer.
 * Start at {@link dev.headroom.bench.trial.Instances}.
 */
package dev.headroom.bench.trial;
