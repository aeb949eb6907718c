package dev.headroom.share.legal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds each jar of a package on the list of what Maven resolved ({@code dependency:list}). */
final class Resolved {
    private static final Pattern LINE = Pattern.compile(
            "\\s*([^:\\s]+):([^:]+):jar:(?:([^:]+):)?([^:]+):(?:compile|runtime):(.*?)(?: -- module .*)?");
    private static final Pattern TEXT =
            Pattern.compile("(?:META-INF/)?[^/]*(?:LICEN[SC]E|NOTICE)[^/]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

    private final Map<String, Artifact> byFile = new HashMap<>();

    /** A line of the list. */
    private record Artifact(String group, String name, Optional<String> classifier, String version, Path path) {
        /** As the assembly names it. */
        String file() {
            return name + "-" + version + classifier.map(each -> "-" + each).orElse("") + ".jar";
        }

        String purl() {
            return "pkg:maven/%s/%s@%s?%stype=jar"
                    .formatted(
                            group,
                            name,
                            version,
                            classifier.map(each -> "classifier=" + each + "&").orElse(""));
        }

        List<String> licences() throws IOException {
            if (group.equals(Part.OURS)) {
                return List.of("Apache-2.0");
            }
            // the group's folders, the artifact's and the version's lie below the repository
            Path repository = path;
            int above = 3 + (int) group.chars().filter(c -> c == '.').count() + 1;
            for (int i = 0; i < above; i++) {
                repository = Optional.ofNullable(repository.getParent()).orElse(repository);
            }
            return Pom.licences(repository, group, name, version);
        }
    }

    /** Reads the lines of the list; others say nothing. */
    Resolved(List<String> lines) {
        for (String line : lines) {
            Matcher each = LINE.matcher(COLOURS.matcher(line).replaceAll(""));
            if (each.matches()) {
                Artifact artifact = new Artifact(
                        each.group(1),
                        each.group(2),
                        Optional.ofNullable(each.group(3)),
                        each.group(4),
                        Path.of(each.group(5).strip()));
                byFile.put(artifact.file(), artifact);
            }
        }
    }

    /**
     * The jars of {@code libraries}, by name.
     *
     * @throws IOException if one cannot be read, or is not on the list
     */
    List<Part> parts(Path libraries) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(libraries)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        List<Part> parts = new ArrayList<>();
        for (Path jar : jars) {
            parts.add(part(jar));
        }
        return List.copyOf(parts);
    }

    private Part part(Path jar) throws IOException {
        String file = jar.getFileName().toString();
        Optional<Artifact> known = Optional.ofNullable(byFile.get(file));
        if (known.isEmpty()) {
            throw new IOException("%s was not resolved by Maven: packaging/share does not depend on it".formatted(jar));
        }
        Artifact artifact = known.get();
        return new Part(
                file,
                artifact.group(),
                artifact.name(),
                artifact.version(),
                artifact.licences(),
                Hash.sha256(Files.readAllBytes(jar)),
                artifact.purl(),
                texts(jar));
    }

    private static List<String> texts(Path jar) throws IOException {
        List<String> texts = new ArrayList<>();
        try (JarFile open = new JarFile(jar.toFile())) {
            List<JarEntry> entries = open.stream()
                    .filter(entry -> TEXT.matcher(entry.getName()).matches())
                    .sorted(Comparator.comparing(JarEntry::getName))
                    .toList();
            for (JarEntry entry : entries) {
                texts.add(new String(open.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                        .replace("\r\n", "\n")
                        .strip());
            }
        }
        return texts;
    }
}
