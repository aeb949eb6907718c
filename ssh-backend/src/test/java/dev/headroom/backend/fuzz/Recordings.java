package dev.headroom.backend.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What real tools printed, as the seeds of hostile texts: the folders {@code golden} and {@code field} of the test resources. */
public final class Recordings {
    private Recordings() {}

    /** All recordings, in order of their files. */
    public static List<String> all() {
        return Stream.of("golden", "field").flatMap(Recordings::folder).toList();
    }

    /** The recordings whose file's name contains a text; at least one. */
    public static List<String> of(String name) {
        List<String> found = Stream.of("golden", "field")
                .flatMap(folder -> files(folder).stream())
                .filter(file -> file.getFileName().toString().contains(name))
                .map(Recordings::text)
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("There is no recording of " + name + ".");
        }
        return found;
    }

    private static Stream<String> folder(String folder) {
        return files(folder).stream().map(Recordings::text);
    }

    private static List<Path> files(String folder) {
        try (Stream<Path> files =
                Files.walk(Path.of(Objects.requireNonNull(Recordings.class.getResource("/" + folder), folder)
                        .toURI()))) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
