/**
 * Days of recorded demand played to a small modelled cluster, and to the rules that start and stop its containers: the real control
 * loop, and simple rivals. Start at {@link dev.headroom.bench.replay.Replay}.
 */
package dev.headroom.bench.replay;
