/**
 * The interface of container runtimes. Each has a package of its own below this one; {@code inventory.Runtimes} lists
 * them.
 */
package dev.headroom.backend.runtime;
