package dev.headroom.backend.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the shell scripts that are resources beside the classes that send them. */
public final class ScriptFile {
    /** Those that were read: each login of a thousand hosts needs one. */
    private static final Map<Script, String> READ = new ConcurrentHashMap<>();

    private ScriptFile() {}

    private record Script(Class<?> owner, String name) {}

    /**
     * The text of a script.
     *
     * @param owner a class of the script's package
     * @param name the file's name
     */
    public static String read(Class<?> owner, String name) {
        return READ.computeIfAbsent(new Script(owner, name), ScriptFile::load);
    }

    private static String load(Script script) {
        try (InputStream in = script.owner.getResourceAsStream(script.name)) {
            if (in == null) {
                throw new IllegalStateException(script.name + " is missing from the program.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
