package dev.headroom.backend.doctor;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The addresses and settings of one network namespace, of a host or of a container.
 *
 * @param addresses of each interface; empty where they are not known by interface
 * @param local all addresses, those of {@code addresses} included, also where the interface is not known
 * @param settings by their path below {@code /proc/sys}; empty where they are not known
 */
public record NetworkFacts(List<Address> addresses, Set<String> local, Map<String, String> settings) {
    static final NetworkFacts NONE = new NetworkFacts(List.of(), Set.of(), Map.of());

    public NetworkFacts {
        addresses = List.copyOf(addresses);
        local = Collections.unmodifiableSortedSet(new TreeSet<>(local));
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** One address. */
    public record Address(String link, String address) {
        boolean isIpv4() {
            return address.indexOf(':') < 0;
        }
    }

    /** A setting that is a number; empty where it is not known. */
    OptionalInt setting(String path) {
        return Optional.ofNullable(settings.get(path))
                .filter(value -> value.matches("-?\\d{1,9}"))
                .map(value -> OptionalInt.of(Integer.parseInt(value)))
                .orElseGet(OptionalInt::empty);
    }

    /**
     * The value of a setting of {@code net.ipv4.conf} that counts for an interface: the greater of its own and that of all.
     */
    OptionalInt effective(String link, String name) {
        OptionalInt all = setting("net/ipv4/conf/all/" + name);
        OptionalInt own = setting("net/ipv4/conf/" + link + "/" + name);
        return all.isPresent() && own.isPresent()
                ? OptionalInt.of(Math.max(all.getAsInt(), own.getAsInt()))
                : OptionalInt.empty();
    }

    /** The interfaces that have an address. */
    SortedSet<String> linksOf(String address) {
        return addresses.stream()
                .filter(known -> known.address().equals(address))
                .map(Address::link)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
