package dev.headroom.simulation.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of an LXC tool: {@code -n NAME}, {@code --name=NAME}, {@code -sH}, or the name alone. Pure. */
public final class LxcOptions {
    private static final Map<String, Set<String>> TAKE_VALUE = Map.of(
            "lxc-ls", Set.of("F", "fancy-format", "P", "lxcpath", "g", "groups", "filter"),
            "lxc-info", Set.of("n", "name", "c", "config", "P", "lxcpath"),
            "lxc-start", Set.of("n", "name", "P", "lxcpath", "f", "rcfile", "L", "l", "o", "p", "s"),
            "lxc-stop", Set.of("n", "name", "t", "timeout", "P", "lxcpath"),
            "lxc-wait", Set.of("n", "name", "s", "state", "t", "timeout", "P", "lxcpath"));

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> operands = new ArrayList<>();

    private LxcOptions() {}

    public static Optional<Set<String>> takesValue(String tool) {
        return Optional.ofNullable(TAKE_VALUE.get(tool));
    }

    public static LxcOptions read(String tool, List<String> arguments) {
        LxcOptions options = new LxcOptions();
        Set<String> withValue = takesValue(tool).orElse(Set.of());
        Optional<String> pending = Optional.empty();
        for (String argument : arguments) {
            if (pending.isPresent()) {
                options.values.put(pending.get(), argument);
                pending = Optional.empty();
            } else {
                pending = options.take(argument, withValue);
            }
        }
        return options;
    }

    /** The option that takes the next argument as its value; empty if none does. */
    private Optional<String> take(String argument, Set<String> withValue) {
        if (argument.startsWith("--")) {
            return takeLong(argument.substring(2), withValue);
        }
        if (argument.startsWith("-") && argument.length() > 1) {
            return takeLetters(argument.substring(1), withValue);
        }
        operands.add(argument);
        return Optional.empty();
    }

    private Optional<String> takeLong(String option, Set<String> withValue) {
        int equals = option.indexOf('=');
        if (equals < 0 && withValue.contains(option)) {
            return Optional.of(option);
        }
        values.put(equals < 0 ? option : option.substring(0, equals), equals < 0 ? "" : option.substring(equals + 1));
        return Optional.empty();
    }

    private Optional<String> takeLetters(String letters, Set<String> withValue) {
        for (int i = 0; i < letters.length(); i++) {
            String letter = letters.substring(i, i + 1);
            String rest = letters.substring(i + 1);
            if (withValue.contains(letter)) {
                if (rest.isEmpty()) {
                    return Optional.of(letter);
                }
                values.put(letter, rest);
                return Optional.empty();
            }
            values.put(letter, "");
        }
        return Optional.empty();
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Optional<String> value(String shortName, String longName) {
        return Optional.ofNullable(values.get(shortName)).or(() -> Optional.ofNullable(values.get(longName)));
    }

    /** The container's name; empty if the arguments have none. */
    public Optional<String> name() {
        return value("n", "name").or(() -> operands.stream().findFirst());
    }

    public static Optional<Duration> seconds(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }
}
