/** The benchmarks as commands; the packages below define the measurements and the peers. */
package dev.headroom.bench;
