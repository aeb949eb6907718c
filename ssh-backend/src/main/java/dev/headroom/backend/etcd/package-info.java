/** The election of a master by etcd, for shops that have it. */
package dev.headroom.backend.etcd;
