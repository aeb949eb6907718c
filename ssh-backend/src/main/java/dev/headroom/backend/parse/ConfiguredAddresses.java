package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code lxc-info -n NAME -c lxc.net.0.ipv4.address ...}: the addresses that a container gets by its configuration. What is not
 * understood is left out: an address that we do not know of can only make us more careful.
 */
public final class ConfiguredAddresses {
    private static final Pattern KEY =
            Pattern.compile("lxc\\.(?:net\\.\\d+|network)\\.ipv[46](?:\\.address)?\\s*=\\s*(.*)");

    private ConfiguredAddresses() {}

    /**
     * One address.
     *
     * @param address numeric
     * @param prefix length of its network's prefix in bits
     */
    public record Configured(String address, int prefix) {}

    /** In the order in which they are configured. */
    public static List<Configured> parse(Section section) {
        List<Configured> addresses = new ArrayList<>();
        if (section.succeeded()) {
            for (Line line : section.read()) {
                Matcher matcher = KEY.matcher(line.text().strip());
                if (matcher.matches()) {
                    for (String word : matcher.group(1).split("[\\s,]+", -1)) {
                        configured(word).filter(c -> !addresses.contains(c)).ifPresent(addresses::add);
                    }
                }
            }
        }
        return addresses;
    }

    private static Optional<Configured> configured(String word) {
        int slash = word.indexOf('/');
        String text = (slash < 0 ? word : word.substring(0, slash)).toLowerCase(Locale.ROOT);
        try {
            Endpoint checked = new Endpoint(text, 0);
            int bits = checked.isIpv6() ? 128 : 32;
            int prefix = slash < 0 ? (checked.isIpv6() ? 64 : 24) : Integer.parseInt(word.substring(slash + 1));
            return prefix < 0 || prefix > bits ? Optional.empty() : Optional.of(new Configured(text, prefix));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
