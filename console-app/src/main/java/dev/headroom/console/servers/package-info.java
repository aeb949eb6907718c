/** Table of the real servers. */
package dev.headroom.console.servers;
