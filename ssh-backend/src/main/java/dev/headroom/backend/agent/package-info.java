/**
 * Reads the hosts: {@link dev.headroom.backend.agent.VmAgent} asks one host, {@link
 * dev.headroom.backend.agent.SshObserver} all, {@link dev.headroom.backend.agent.SnapshotAssembler} (pure) merges
 * their reports into a snapshot.
 */
package dev.headroom.backend.agent;
