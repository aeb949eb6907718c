/**
 * What the many-borrower finder is measured on and against: instances by seed, baselines, and an independent check of every answer.
 * Start at {@link dev.headroom.ma2scf.trial.Instances}.
 */
package dev.headroom.ma2scf.trial;
