/**
 * Changes the hosts: {@link dev.headroom.backend.act.SshStepExecutor} is the only class that sends a command which
 * changes a host.
 */
package dev.headroom.backend.act;
