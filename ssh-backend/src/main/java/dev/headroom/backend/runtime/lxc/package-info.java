/** All about LXC: its commands, how its lists are read, and its part of the agent's script. */
package dev.headroom.backend.runtime.lxc;
