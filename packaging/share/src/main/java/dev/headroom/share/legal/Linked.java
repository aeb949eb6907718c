package dev.headroom.share.legal;

import java.io.IOException;
import java.io.StringReader;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** Which jars of a program are in its Java runtime: jlink takes the modules that the program needs, and no other. */
final class Linked {
    private final Set<String> modules;

    /** Reads the names of all modules in the file {@code release} of the runtime. */
    Linked(Path runtime) throws IOException {
        Properties release = new Properties();
        release.load(new StringReader(Files.readString(runtime.resolve("release"))));
        modules = Set.of(
                release.getProperty("MODULES", "").replace("\"", "").strip().split(" +", -1));
    }

    /** Those of the parts whose jars, in the folder of libraries, are in the runtime. */
    List<Part> of(List<Part> parts, Path libraries) {
        return parts.stream()
                .filter(part -> isIn(libraries.resolve(part.file())))
                .toList();
    }

    private boolean isIn(Path jar) {
        return ModuleFinder.of(jar).findAll().stream()
                .anyMatch(module -> modules.contains(module.descriptor().name()));
    }
}
