/** Commands about SSH: which keys of hosts are trusted, and how a host is reached. */
package dev.headroom.console.cli.ssh;
