package dev.headroom.backend.remote.config;

import dev.headroom.backend.remote.trust.GlobPattern;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A list of algorithms as ssh_config(5) has it: names and patterns that take the place of the default ones, or with
 * {@code +} are added to them, with {@code ^} come before them, with {@code -} are taken away. Pure.
 */
public record AlgorithmList(Mode mode, List<String> patterns) {
    private static final Pattern FORM = Pattern.compile("[+^-]?[^,!+^\\s][^,!\\s]*(?:,[^,!\\s]+)*+");

    /** What becomes of the default names. */
    public enum Mode {
        REPLACE,
        APPEND,
        PREPEND,
        REMOVE
    }

    public AlgorithmList {
        patterns = List.copyOf(patterns);
    }

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    static AlgorithmList of(String text) {
        Mode mode = switch (text.charAt(0)) {
            case '+' -> Mode.APPEND;
            case '^' -> Mode.PREPEND;
            case '-' -> Mode.REMOVE;
            default -> Mode.REPLACE;
        };
        return new AlgorithmList(
                mode, List.of(text.substring(mode == Mode.REPLACE ? 0 : 1).split(",")));
    }

    /**
     * The names that count, best first.
     *
     * @param usual the default names, best first
     * @param all every name that could be used, in the order in which a pattern lists them
     */
    public List<String> names(List<String> usual, List<String> all) {
        if (mode == Mode.REMOVE) {
            return usual.stream().filter(name -> !matchesOne(name)).toList();
        }
        Set<String> names = new LinkedHashSet<>();
        if (mode == Mode.APPEND) {
            names.addAll(usual);
        }
        for (String pattern : patterns) {
            all.stream()
                    .filter(name -> GlobPattern.matchesList(List.of(pattern), name))
                    .forEach(names::add);
        }
        if (mode == Mode.PREPEND) {
            names.addAll(usual);
        }
        return List.copyOf(names);
    }

    private boolean matchesOne(String name) {
        return GlobPattern.matchesList(patterns, name);
    }
}
