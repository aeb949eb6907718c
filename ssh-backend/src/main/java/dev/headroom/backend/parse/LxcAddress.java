package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.Endpoint;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code lxc-info -n NAME -c lxc.net.0.ipv4.address -c lxc.net.0.ipv6.address}: the address that a container gets by its configuration.
 * Old versions of LXC do not know these keys, and say so.
 */
public final class LxcAddress {
    private static final Pattern ADDRESS = Pattern.compile("lxc\\.net\\.0\\.ipv[46]\\.address\\s*=\\s*([^\\s,/]+).*");

    private LxcAddress() {}

    /** The first address without its prefix length, an IPv4 one before others; empty where none is configured or can be read. */
    public static Optional<String> parse(Section section) {
        if (!section.succeeded()) {
            return Optional.empty();
        }
        for (Line line : section.read()) {
            Matcher matcher = ADDRESS.matcher(line.text().strip());
            if (matcher.matches()) {
                Optional<String> address = address(matcher.group(1));
                if (address.isPresent()) {
                    return address;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> address(String word) {
        try {
            String canonical = word.indexOf(':') >= 0 ? NumericIpv6.canonical(word) : word;
            return Optional.of(new Endpoint(canonical, 0).address());
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
