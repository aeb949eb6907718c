/** The benchmarks as commands. What is measured and against whom stands in the packages below. */
package dev.headroom.bench;
