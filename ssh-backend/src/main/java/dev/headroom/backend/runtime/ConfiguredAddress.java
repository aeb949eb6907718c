package dev.headroom.backend.runtime;

/**
 * An address in a container's configuration.
 *
 * @param address numeric
 * @param prefix length of its network's prefix in bits
 */
public record ConfiguredAddress(String address, int prefix) {}
