/** Reading the hosts: {@link dev.headroom.backend.agent.VmAgent} asks one, {@link dev.headroom.backend.agent.SshObserver} all, {@link dev.headroom.backend.agent.SnapshotAssembler} (pure) puts their answers together. */
package dev.headroom.backend.agent;
