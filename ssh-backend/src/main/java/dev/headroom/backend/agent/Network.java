package dev.headroom.backend.agent;

import dev.headroom.backend.runtime.ConfiguredAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tests whether an address is in a network. Pure. */
final class Network {
    private Network() {}

    /** Whether {@code address}, numeric, is in the network of {@code own}. */
    static boolean holds(ConfiguredAddress own, String address) {
        byte[] mine = bytes(own.address());
        byte[] other = bytes(address);
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < own.prefix(); bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((mine[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a numeric address; Java asks no name server for one. */
    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'%s' must be a numeric address.".formatted(address), e);
        }
    }
}
