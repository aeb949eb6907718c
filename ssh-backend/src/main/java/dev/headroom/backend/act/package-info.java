/** Changing the hosts: {@link dev.headroom.backend.act.SshStepExecutor} is the only way by which a command that changes anything is sent. */
package dev.headroom.backend.act;
