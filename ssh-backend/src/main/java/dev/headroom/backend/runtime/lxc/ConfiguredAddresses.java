package dev.headroom.backend.runtime.lxc;

import dev.headroom.backend.parse.Line;
import dev.headroom.backend.parse.NumericIpv6;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.Tool;
import dev.headroom.backend.runtime.ConfiguredAddress;
import dev.headroom.ma2scf.model.Endpoint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code lxc-info -n NAME -c lxc.net.0.ipv4.address ...}: the addresses in a container's configuration, of all
 * its networks. A line that is not understood is left out: with fewer known addresses Headroom only identifies fewer
 * destinations.
 */
final class ConfiguredAddresses {
    private static final Pattern KEY =
            Pattern.compile("lxc\\.net(?:work)?\\.(?:\\d+\\.)?ipv[46](?:\\.address)?\\s*=\\s*(.*)");

    /** The command. */
    static final Tool TOOL = new Tool("lxc-info -c", Optional.of("lxc"));

    /** The addresses that templates write where a container shall ask for its address. */
    private static final Set<String> UNSPECIFIED = Set.of("0.0.0.0", "::");

    private ConfiguredAddresses() {}

    /**
     * The addresses in the order of the configuration. The second address of a network is on a line of its own,
     * without its key; the broadcast address follows an address on its line.
     */
    public static List<ConfiguredAddress> parse(Section section) {
        Set<ConfiguredAddress> addresses = new LinkedHashSet<>();
        if (section.succeeded()) {
            for (Line line : section.read()) {
                String text = line.text().strip();
                Matcher matcher = KEY.matcher(text);
                String value = matcher.matches() ? matcher.group(1) : text;
                configured(value.split("[\\s,]", 2)[0]).ifPresent(addresses::add);
            }
        }
        return List.copyOf(addresses);
    }

    private static Optional<ConfiguredAddress> configured(String word) {
        int slash = word.indexOf('/');
        String text = slash < 0 ? word : word.substring(0, slash);
        try {
            Endpoint checked = new Endpoint(text.indexOf(':') < 0 ? text : NumericIpv6.canonical(text), 0);
            int bits = checked.isIpv6() ? 128 : 32;
            int prefix = slash < 0 ? (checked.isIpv6() ? 64 : 24) : Integer.parseInt(word.substring(slash + 1));
            return prefix < 0 || prefix > bits || UNSPECIFIED.contains(checked.address())
                    ? Optional.empty()
                    : Optional.of(new ConfiguredAddress(checked.address(), prefix));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
