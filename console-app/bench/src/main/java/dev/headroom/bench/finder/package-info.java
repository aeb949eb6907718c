/**
 * The finder's benchmark: problems of several sizes, Headroom's finder and its peers side by side in one run. Start
 * at {@link dev.headroom.bench.finder.FinderBench}.
 */
package dev.headroom.bench.finder;
