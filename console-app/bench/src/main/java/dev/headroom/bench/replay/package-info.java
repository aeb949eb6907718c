/**
 * Replays days of recorded demand on a small model of a cluster, under the rules that start and stop its containers: the real control
 * loop, and simple rivals. Start at {@link dev.headroom.bench.replay.Replay}.
 */
package dev.headroom.bench.replay;
