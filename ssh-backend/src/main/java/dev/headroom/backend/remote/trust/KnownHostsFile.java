package dev.headroom.backend.remote.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The entries of one file. Immutable. */
final class KnownHostsFile {
    static final KnownHostsFile EMPTY = new KnownHostsFile(List.of());

    private final Map<String, List<KnownHostsEntry>> named = new HashMap<>();
    /** Entries with hashed names or patterns: a lookup tries each. */
    private final List<KnownHostsEntry> others = new ArrayList<>();

    private KnownHostsFile(List<KnownHostsEntry> entries) {
        for (KnownHostsEntry entry : entries) {
            Optional<List<String>> names = entry.names().plain();
            if (names.isPresent()) {
                names.get().stream()
                        .distinct()
                        .forEach(name -> named.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(entry));
            } else {
                others.add(entry);
            }
        }
    }

    static KnownHostsFile parse(byte[] content) {
        List<KnownHostsEntry> entries = new ArrayList<>();
        String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            KnownHostsEntry.parse(i + 1, lines[i]).ifPresent(entries::add);
        }
        return new KnownHostsFile(entries);
    }

    /** The entries about {@code name}, in the order of the file. */
    List<KnownHostsEntry> about(String name) {
        return Stream.concat(
                        named.getOrDefault(name, List.of()).stream(),
                        others.stream().filter(e -> e.names().match(name)))
                .sorted(Comparator.comparingInt(KnownHostsEntry::line))
                .toList();
    }
}
