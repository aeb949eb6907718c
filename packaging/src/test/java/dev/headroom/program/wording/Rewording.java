package dev.headroom.program.wording;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The agent for one Java machine, in a jar of its own, and what it says that it did. */
final class Rewording {
    private static final List<Class<?>> CLASSES = List.of(
            RewordingAgent.class,
            RewordedClass.class,
            RewordedClass.Found.class,
            Wording.class,
            Wording.Kind.class,
            Mark.class,
            Part.class);

    private final Path jar;
    private final Path report;

    private Rewording(Path jar, Path report) {
        this.jar = jar;
        this.report = report;
    }

    static Rewording in(Path folder) throws IOException {
        Path jar = folder.resolve("rewording.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), RewordingAgent.class.getName());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Class<?> type : CLASSES) {
                String file = type.getName().replace('.', '/') + ".class";
                entries.putNextEntry(new JarEntry(file));
                try (InputStream in =
                        Objects.requireNonNull(type.getClassLoader().getResourceAsStream(file), file)) {
                    in.transferTo(entries);
                }
            }
        }
        return new Rewording(jar, folder.resolve("rewording.txt"));
    }

    /** For the command line of {@code java}. */
    String option() {
        return "-javaagent:%s=%s".formatted(jar.toAbsolutePath(), report.toAbsolutePath());
    }

    /** How many constants of each part said something else in the classes that were loaded. */
    Map<Part, Long> reworded() throws IOException {
        Map<Part, Long> counts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            counts.put(
                    part,
                    lines(Wording.Kind.FOR_PEOPLE).stream()
                            .filter(line -> Part.of(line.split("\t", -1)[1])
                                    .filter(part::equals)
                                    .isPresent())
                            .count());
        }
        return counts;
    }

    /** What the rule could not decide, a class and a constant each. */
    List<String> undecided() throws IOException {
        return lines(Wording.Kind.UNDECIDED);
    }

    private List<String> lines(Wording.Kind kind) throws IOException {
        return Files.readAllLines(report).stream()
                .filter(line -> line.startsWith(kind.name() + "\t"))
                .toList();
    }
}
