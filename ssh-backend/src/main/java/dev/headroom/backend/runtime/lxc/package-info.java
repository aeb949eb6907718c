/** Everything about LXC: its commands, the reading of its lists, and its part of the agent's script. */
package dev.headroom.backend.runtime.lxc;
