package dev.headroom.backend.doctor;

import dev.headroom.backend.doctor.HostFacts.Checker;
import dev.headroom.backend.doctor.HostFacts.ContainerFacts;
import dev.headroom.backend.doctor.NetworkFacts.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the facts that {@code doctor.sh} prints, one a line: a word, a blank, the rest. A line that is not understood is left
 * out: what it would have told is unknown. One reader for each host; not thread-safe.
 */
final class FactsReader {
    /** As {@code 2: eth0    inet 192.0.2.2/24 brd …}; the peer of a point-to-point link follows its own address. */
    private static final Pattern ADDRESS =
            Pattern.compile("\\d+:\\s+([^\\s@]+)(?:@\\S+)?\\s+inet6?\\s+([0-9a-fA-F.:]+)(?:/\\d+)?\\s.*");

    private static final Pattern LEAF = Pattern.compile("\\s*\\|--\\s+([0-9.]+)\\s*");
    private static final Pattern SPACE = Pattern.compile("\\S.*?\\s+\\d+\\s+\\d+\\s+(\\d{1,15})\\s+\\d+%\\s+\\S+");

    private final Map<String, List<String>> said = new LinkedHashMap<>();

    /** Takes the next line. */
    void accept(String line) {
        String[] words = line.split(" ", 2);
        said.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(words.length < 2 ? "" : words[1]);
    }

    /** What the host told. */
    HostFacts facts() {
        String[] user = first("user").orElse("").split(" ", 2);
        return new HostFacts(
                user.length < 2 ? "" : user[1],
                user[0].equals("0"),
                first("kernel").orElse(""),
                first("boot").filter(id -> !id.isBlank()),
                new TreeSet<>(all("tool")),
                new LinkedHashSet<>(all("module")),
                network(all("address"), Set.of(), all("sysctl")),
                containers(),
                all("checker").stream().distinct().map(this::checker).toList(),
                !all("hidden").isEmpty(),
                Optional.ofNullable(said.get("sync"))
                        .map(lines ->
                                lines.stream().filter(line -> !line.isBlank()).toList()),
                first("controllers").map(names -> Set.of(names.strip().split("\\s+"))),
                switch (first("synchronized").orElse("")) {
                    case "yes" -> Optional.of(true);
                    case "no" -> Optional.of(false);
                    default -> Optional.empty();
                },
                first("loans").map(word -> !word.equals("refused")),
                all("space").stream()
                        .map(SPACE::matcher)
                        .filter(Matcher::matches)
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .findFirst(),
                !all("logins").isEmpty());
    }

    private List<String> all(String word) {
        return said.getOrDefault(word, List.of());
    }

    private Optional<String> first(String word) {
        return all(word).stream().findFirst();
    }

    private static NetworkFacts network(List<String> addresses, Set<String> local, List<String> settings) {
        List<Address> known = addresses.stream()
                .map(ADDRESS::matcher)
                .filter(Matcher::matches)
                .map(found -> new Address(found.group(1), found.group(2)))
                .toList();
        Set<String> every = new TreeSet<>(local);
        known.forEach(address -> every.add(address.address()));
        Map<String, String> values = new TreeMap<>();
        settings.forEach(line -> {
            String[] words = line.strip().split("\\s+", 2);
            if (words.length == 2) {
                values.put(words[0], words[1]);
            }
        });
        return new NetworkFacts(known, every, values);
    }

    private Map<String, ContainerFacts> containers() {
        Map<String, List<String>> tries = byName(all("trie"));
        Map<String, List<String>> inside = byName(all("inside"));
        Set<String> read = new LinkedHashSet<>(all("namespace"));
        Map<String, ContainerFacts> result = new TreeMap<>();
        for (String line : all("container")) {
            String[] words = line.split(" ", -1);
            if (words.length < 2) {
                continue;
            }
            List<String> own = inside.getOrDefault(words[0], List.of());
            NetworkFacts network = network(
                    after("address ", own), local(tries.getOrDefault(words[0], List.of())), after("sysctl ", own));
            result.put(
                    words[0],
                    new ContainerFacts(
                            words[0],
                            words[1].equals("1"),
                            read.contains(words[0]) ? Optional.of(network) : Optional.empty()));
        }
        return result;
    }

    private static List<String> after(String word, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .toList();
    }

    private static Map<String, List<String>> byName(List<String> lines) {
        Map<String, List<String>> result = new LinkedHashMap<>();
        lines.forEach(line -> {
            String[] words = line.split(" ", 2);
            result.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(words.length < 2 ? "" : words[1]);
        });
        return result;
    }

    /** The local addresses of {@code fib_trie}: those with a leaf {@code /32 host LOCAL}. */
    private static Set<String> local(List<String> trie) {
        Set<String> result = new TreeSet<>();
        String leaf = "";
        for (String line : trie) {
            Matcher found = LEAF.matcher(line);
            if (found.matches()) {
                leaf = found.group(1);
            } else if (line.strip().equals("/32 host LOCAL") && !leaf.isEmpty()) {
                result.add(leaf);
            }
        }
        return result;
    }

    private Checker checker(String name) {
        Function<String, List<String>> of = word -> after(name + " ", all(word));
        return new Checker(name, of.apply("read").stream().findFirst(), of.apply("unread"), of.apply("config"));
    }
}
