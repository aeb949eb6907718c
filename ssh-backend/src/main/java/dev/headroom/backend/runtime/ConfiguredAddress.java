package dev.headroom.backend.runtime;

/**
 * An address that a container gets by its configuration.
 *
 * @param address numeric
 * @param prefix length of its network's prefix in bits
 */
public record ConfiguredAddress(String address, int prefix) {}
