/**
 * The finder's benchmark: problems of several sizes, ours and its peers side by side in one run. Start at
 * {@link dev.headroom.console.bench.FinderBench}.
 */
package dev.headroom.console.bench;
