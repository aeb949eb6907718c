/**
 * How long Headroom and its peers take to read many hosts over SSH. The hosts, real sshd on loopback or simulated ones,
 * and Headroom's reader run in processes of their own, so that the CPU time of each is known.
 */
package dev.headroom.bench.ssh;
