/** Makes a shell for each host of a cluster file: the one place that knows both the inventory and JSch. */
package dev.headroom.backend.fleet;
