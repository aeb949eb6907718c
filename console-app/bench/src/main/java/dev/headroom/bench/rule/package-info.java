/**
 * Rules that start and stop containers or set weights, the cluster as they see it, and the score of a run. Start at
 * {@link dev.headroom.bench.rule.Rule}. Both the replayed cluster and the simulated one are such clusters.
 */
package dev.headroom.bench.rule;
