package dev.headroom.share.legal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The texts that whoever passes a package on must pass on too. */
final class Notices {
    private static final String OF_JAVA = "GPL-2 with Classpath exception";

    private final Path kept;

    /** Takes the texts of libraries that bring none in their jar from {@code kept}: a file for each, by its name. */
    Notices(Path kept) {
        this.kept = kept;
    }

    /** {@code NOTICE}: each library with its licence and its texts. */
    String notice(String name, List<Part> parts, JavaRuntime runtime) throws IOException {
        StringBuilder text = new StringBuilder(
                """
                %s contains the libraries below, each under its own licence.

                It also contains a Java runtime (OpenJDK %s, built by %s) under the GNU General Public License, version 2, with the Classpath
                Exception. Its sources are at https://github.com/openjdk/jdk%su, tag jdk-%s-ga. The notices of its parts are in runtime/legal of
                the installed program.
                """.formatted(name, runtime.version(), runtime.vendor(), runtime.feature(), runtime.version()));
        List<String> told = new ArrayList<>();
        for (Part part : parts) {
            if (part.isOurs()) {
                continue;
            }
            text.append("\n%s\n%s (%s)\n".formatted("-".repeat(72), part.title(), String.join(", ", part.licences())));
            for (String each : texts(part)) {
                boolean first = !told.contains(each);
                told.add(each);
                text.append('\n')
                        .append(
                                first
                                        ? each
                                        : "Its text stands above: "
                                                + each.lines()
                                                        .findFirst()
                                                        .orElse("")
                                                        .strip());
                text.append('\n');
            }
        }
        return text.toString();
    }

    private List<String> texts(Part part) throws IOException {
        Path own = kept.resolve(part.name().replaceFirst("^(javafx|logback)-.*", "$1") + ".txt");
        if (Files.exists(own)) {
            return List.of(Files.readString(own).strip());
        }
        if (part.texts().isEmpty() && !part.licences().contains("Apache-2.0")) {
            throw new IOException("%s brings no text of its licence, and there is no %s".formatted(part.file(), own));
        }
        return part.texts();
    }

    /** Debian's machine-readable copyright file, version 1.0. */
    static String copyright(String name, List<Part> parts) {
        String libraries = parts.stream()
                .filter(part -> !part.isOurs())
                .map(part -> " " + part.title() + ": " + String.join(", ", part.licences()))
                .distinct()
                .collect(Collectors.joining("\n"));
        SortedSet<String> all = new TreeSet<>();
        parts.forEach(part -> all.addAll(part.licences()));
        // JavaFX has the licence of the runtime
        all.remove("GPL-2.0-with-classpath-exception");
        all.addAll(List.of("Apache-2.0", OF_JAVA));
        return """
            Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
            Upstream-Name: Headroom
            Source: https://headroom.dev

            Files: *
            Copyright: 2026 The Headroom authors
            License: Apache-2.0

            Files: usr/lib/%1$s/runtime/*
            Copyright: Oracle and/or its affiliates, the contributors of OpenJDK, and the authors of the libraries below
            License: GPL-2 with Classpath exception
            Comment: The Java runtime. The notices of its own parts are in its folder legal;
             where its sources are stands in /usr/share/doc/%1$s/NOTICE.gz.

            Files: usr/lib/%1$s/runtime/lib/modules
            Copyright: Oracle and/or its affiliates, the contributors of OpenJDK, the authors of
             Headroom, and the authors of the libraries below
            License: %3$s
            Comment: One file with the modules of the Java runtime, Headroom itself, under
             Apache-2.0, and the libraries below, whose copyrights and notices are in
             /usr/share/doc/%1$s/NOTICE.gz.
            %2$s

            License: Apache-2.0
             On Debian systems, the text of the Apache License 2.0 is in
             /usr/share/common-licenses/Apache-2.0.

            License: GPL-2 with Classpath exception
             On Debian systems, the text of the GNU General Public License 2 is in
             /usr/share/common-licenses/GPL-2.
             .
             Linking this library statically or dynamically with other modules is making a
             combined work based on this library. Thus, the terms and conditions of the GNU
             General Public License cover the whole combination.
             .
             As a special exception, the copyright holders of this library give you
             permission to link this library with independent modules to produce an
             executable, regardless of the license terms of these independent modules, and
             to copy and distribute the resulting executable under terms of your choice,
             provided that you also meet, for each linked independent module, the terms and
             conditions of the license of that module. An independent module is a module
             which is not derived from or based on this library. If you modify this library,
             you may extend this exception to your version of the library, but you are not
             obligated to do so. If you do not wish to do so, delete this exception
             statement from your version.
            %4$s\
            """.formatted(name, libraries, String.join(" and ", all), stanzas(all));
    }

    /** A stanza for each further licence. Debian has the texts of some; those of the others are in the notices. */
    private static String stanzas(Collection<String> licences) {
        return licences.stream()
                .filter(licence -> !licence.equals("Apache-2.0") && !licence.equals(OF_JAVA))
                .map(licence -> licence.startsWith("LGPL") ? """

                    License: %s
                     On Debian systems, the text of the GNU Lesser General Public License 2.1 is in
                     /usr/share/common-licenses/LGPL-2.1.
                    """.formatted(licence) : """

                        License: %s
                         The text of each library's licence is in NOTICE.gz beside this file.
                        """.formatted(licence))
                .collect(Collectors.joining());
    }
}
