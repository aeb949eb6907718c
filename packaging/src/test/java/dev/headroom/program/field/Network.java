package dev.headroom.program.field;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Addresses of loopback that one scenario has for itself, on this whole machine: scenarios run at the same time, and
 * so may the tests of another checkout. A scenario says {@code 127.9.0.N}; hosts and containers have N in the network
 * that was free. See decision 0001.
 */
final class Network implements AutoCloseable {
    private static final String SAID = "127.9.0.";
    private static final int FIRST = 10;
    private static final int LAST = 250;
    /** The process that listens here, at the first address, has the network. */
    private static final int CLAIM_PORT = 22_021;

    private final String prefix;
    private final ServerSocket claim;

    private Network(String prefix, ServerSocket claim) {
        this.prefix = prefix;
        this.claim = claim;
    }

    static Network free() throws IOException {
        for (int number = FIRST; number <= LAST; number++) {
            String prefix = "127.9.%d.".formatted(number);
            ServerSocket claim = new ServerSocket();
            try {
                claim.bind(new InetSocketAddress(InetAddress.getByName(prefix + "1"), CLAIM_PORT));
                return new Network(prefix, claim);
            } catch (IOException _) {
                claim.close();
            }
        }
        throw new IllegalStateException(
                "All networks from 127.9.%d.0 to 127.9.%d.0 are in use: is something left of earlier tests (ss -ltn)?"
                        .formatted(FIRST, LAST));
    }

    /** What a scenario says, with the addresses that there are. */
    String real(String said) {
        return said.replace(SAID, prefix);
    }

    /** The other way round. */
    String said(String real) {
        return real.replace(prefix, SAID);
    }

    @Override
    public void close() throws IOException {
        claim.close();
    }
}
