package dev.headroom.share.legal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The licences that may be in a package. Another one stops the build until a human has read it. */
final class Licences {
    /** Identifiers of SPDX under which anybody may run and pass on a program that contains the library. */
    static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "EPL-2.0",
            "GPL-2.0-with-classpath-exception",
            "ISC",
            "LGPL-2.1-only",
            "MIT");

    /** What poms write instead of an identifier. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("the apache license, version 2.0", "Apache-2.0"),
            Map.entry("the apache software license, version 2.0", "Apache-2.0"),
            Map.entry("apache license, version 2.0", "Apache-2.0"),
            Map.entry("apache license 2.0", "Apache-2.0"),
            Map.entry("gplv2+ce", "GPL-2.0-with-classpath-exception"),
            Map.entry("gnu lesser general public license", "LGPL-2.1-only"),
            Map.entry("eclipse public license - v 2.0", "EPL-2.0"),
            Map.entry("mit license", "MIT"),
            Map.entry("the mit license", "MIT"),
            Map.entry("the 3-clause bsd license", "BSD-3-Clause"),
            Map.entry("revised bsd", "BSD-3-Clause"));

    private Licences() {}

    /** The identifier of what a pom names, or that name if it is none that is known. */
    static String identifier(String named) {
        return NAMES.getOrDefault(named.toLowerCase(Locale.ROOT), named);
    }

    /** A sentence for each part that may not be passed on: one of its licences is not allowed, or it has none. */
    static List<String> refusals(List<Part> parts) {
        return parts.stream()
                .filter(part -> part.licences().isEmpty() || !ALLOWED.containsAll(part.licences()))
                .map(part ->
                        "%s has the licences %s, and not all are on the list in Licences. Read them, then allow them or leave %s out."
                                .formatted(part.file(), part.licences(), part.name()))
                .toList();
    }
}
