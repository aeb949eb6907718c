package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code lxc-info -n NAME -c lxc.net.0.ipv4.address}: the address that a container gets by its configuration. */
public final class LxcAddress {
    private static final Pattern ADDRESS = Pattern.compile("lxc\\.net\\.0\\.ipv4\\.address\\s*=\\s*(.*)");
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})(?:/\\d{1,2})?(?:[\\s,].*)?");

    private LxcAddress() {}

    /** The first address without its prefix length; empty where none is configured. */
    public static Optional<String> parse(Section section) {
        List<Line> lines = section.read();
        if (lines.isEmpty() || !section.succeeded()) {
            return Optional.empty();
        }
        Line line = lines.getFirst();
        Matcher matcher = ADDRESS.matcher(line.text().strip());
        if (!matcher.matches()) {
            throw line.surprise("lxc.net.0.ipv4.address = …");
        }
        String value = matcher.group(1);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Matcher address = IPV4.matcher(value);
        if (!address.matches()) {
            throw line.surprise("an IPv4 address");
        }
        return Optional.of(line.checked(() -> new Endpoint(address.group(1), 0)).address());
    }
}
