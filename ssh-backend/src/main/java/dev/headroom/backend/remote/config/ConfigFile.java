package dev.headroom.backend.remote.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** A file of settings with the files that it includes. */
record ConfigFile(List<ConfigLine> lines) {
    /** The deepest inclusion, as in OpenSSH: files that include each other would never end. */
    private static final int DEEPEST = 16;

    ConfigFile {
        lines = List.copyOf(lines);
    }

    /**
     * The folders for includes without an absolute path.
     *
     * @param home the folder for which {@code ~} stands
     * @param folder the folder of relative names: {@code ~/.ssh} for the user's file, the machine's folder for the
     * other
     * @param examined whether others may not write to the file itself; they never may to one that is included, as for
     * ssh
     */
    record Base(Path home, Path folder, boolean examined) {}

    /**
     * Reads a file; one that does not exist has no lines.
     *
     * @throws IOException if it is there and cannot be read, or others can write to it
     */
    static ConfigFile read(Path path, Base base) throws IOException {
        return read(path, base, 0);
    }

    private static ConfigFile read(Path path, Base base, int depth) throws IOException {
        if (Files.notExists(path)) {
            return new ConfigFile(List.of());
        }
        if (depth > DEEPEST) {
            throw new IOException(
                    "%s is included too deep: more than %d files in one another".formatted(path, DEEPEST));
        }
        if (base.examined() || depth > 0) {
            FileRights.ofThisProcess().check(path);
        }
        List<ConfigLine> lines = new ArrayList<>();
        // Does not fail on another encoding, which comments may have.
        String[] raw = new String(content(path), StandardCharsets.UTF_8).split("\r?\n", -1);
        for (int i = 0; i < raw.length; i++) {
            var line = ConfigLine.parse(path, i + 1, raw[i]);
            if (line.isPresent()) {
                lines.add(
                        line.get().keyword().equals("include")
                                ? line.get().including(included(line.get(), base, depth))
                                : line.get());
            }
        }
        return new ConfigFile(lines);
    }

    /** The exceptions of Java name the file alone, or the reason alone. */
    private static byte[] content(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new byte[0]; // ssh opens it, reads no line of it, and goes on
        }
        try {
            return Files.readAllBytes(path);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "%s: permission denied. Let its owner make it readable for you, since a part of the settings may not be left out"
                            .formatted(path),
                    e);
        }
    }

    private static List<ConfigFile> included(ConfigLine line, Base base, int depth) throws IOException {
        List<ConfigFile> files = new ArrayList<>();
        for (String argument : line.arguments()) {
            // A user who is not known has no files, as for ssh.
            Optional<String> written = UserHomes.ofThisComputer().expanded(argument, base.home());
            for (Path path : written.isEmpty() ? List.<Path>of() : named(base.folder(), written.get())) {
                files.add(read(path, base, depth + 1));
            }
        }
        return files;
    }

    private static List<Path> named(Path folder, String written) throws IOException {
        try {
            return glob(folder.resolve(written));
        } catch (InvalidPathException _) {
            return List.of(); // no file has such a name, such as one with a NUL character
        }
    }

    /** The files that match a pattern, in order of name; names of folders may be patterns, too. */
    private static List<Path> glob(Path pattern) throws IOException {
        List<Path> found = List.of(pattern.getRoot() == null ? Path.of("") : pattern.getRoot());
        for (Path name : pattern) {
            List<Path> next = new ArrayList<>();
            for (Path folder : found) {
                next.addAll(step(folder, name));
            }
            found = next;
        }
        return found.stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> step(Path folder, Path name) throws IOException {
        if (name.toString().chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
            Path one = folder.resolve(name);
            return Files.exists(one) ? List.of(one) : List.of();
        }
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        PathMatcher matcher;
        try {
            matcher = folder.getFileSystem()
                    .getPathMatcher("glob:" + name.toString().replace("{", "\\{"));
        } catch (PatternSyntaxException _) {
            return List.of(); // A name that is no pattern in Java is none in OpenSSH; no file has that name.
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            List<Path> matching = new ArrayList<>();
            for (Path file : all) {
                Path last = file.getFileName();
                if (!last.toString().startsWith(".") && matcher.matches(last)) {
                    matching.add(file);
                }
            }
            matching.sort(null);
            return matching;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
