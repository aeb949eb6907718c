/** From a cluster file to a shell for each of its hosts: the one place that knows both the inventory and JSch. */
package dev.headroom.backend.fleet;
