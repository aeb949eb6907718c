package dev.headroom.share.legal;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The Java runtime in a package, as its file {@code release} says.
 *
 * @param version such as {@code 25.0.3}
 * @param vendor who built it, of the JDK that made the runtime
 * @param modules those of the JDK, in the order of the alphabet
 */
record JavaRuntime(String version, String vendor, List<String> modules) {
    JavaRuntime {
        modules = List.copyOf(modules);
    }

    /**
     * Reads it.
     *
     * @throws IOException if it is none
     */
    static JavaRuntime in(Path runtime, String vendor) throws IOException {
        Properties release = new Properties();
        release.load(new StringReader(Files.readString(runtime.resolve("release"))));
        return new JavaRuntime(
                value(release, "JAVA_VERSION"),
                vendor,
                Stream.of(value(release, "MODULES").split(" ", -1))
                        .filter(module -> module.startsWith("java.") || module.startsWith("jdk."))
                        .sorted()
                        .toList());
    }

    /** The release of Java, as {@code 25}. */
    String feature() {
        return version.replaceFirst("\\..*", "");
    }

    private static String value(Properties release, String key) throws IOException {
        return Optional.ofNullable(release.getProperty(key))
                .map(text -> text.replace("\"", ""))
                .orElseThrow(() -> new IOException("the file 'release' of the runtime has no " + key));
    }
}
