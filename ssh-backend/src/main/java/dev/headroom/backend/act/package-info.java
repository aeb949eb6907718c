/**
 * Changes the hosts: {@link dev.headroom.backend.act.SshStepExecutor} is the only class that sends a command which
 * changes a host. {@link dev.headroom.backend.act.PlanScripts} writes plans for a person who does without it.
 */
package dev.headroom.backend.act;
