/** One adapter for each container runtime: its commands, and how its answers are read. LXC is the first. */
package dev.headroom.backend.runtime;
