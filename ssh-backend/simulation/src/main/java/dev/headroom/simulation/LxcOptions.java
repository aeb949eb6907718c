package dev.headroom.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of an LXC tool: {@code -n NAME}, {@code --name=NAME}, {@code -sH}, or the name alone. */
final class LxcOptions {
    private static final Map<String, Set<String>> TAKE_VALUE = Map.of(
            "lxc-ls", Set.of("F", "fancy-format", "P", "lxcpath", "g", "groups", "filter"),
            "lxc-info", Set.of("n", "name", "c", "config", "P", "lxcpath"),
            "lxc-start", Set.of("n", "name", "P", "lxcpath", "f", "rcfile", "L", "l", "o", "p", "s"),
            "lxc-stop", Set.of("n", "name", "t", "timeout", "P", "lxcpath"),
            "lxc-wait", Set.of("n", "name", "s", "state", "t", "timeout", "P", "lxcpath"));

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> operands = new ArrayList<>();

    private LxcOptions() {}

    static Optional<Set<String>> takesValue(String tool) {
        return Optional.ofNullable(TAKE_VALUE.get(tool));
    }

    static LxcOptions read(String tool, List<String> arguments) {
        LxcOptions options = new LxcOptions();
        Set<String> withValue = takesValue(tool).orElse(Set.of());
        String pending = "";
        for (String argument : arguments) {
            if (!pending.isEmpty()) {
                options.values.put(pending, argument);
                pending = "";
            } else {
                pending = options.take(argument, withValue);
            }
        }
        return options;
    }

    /** The option that takes the next argument as its value; empty if none does. */
    private String take(String argument, Set<String> withValue) {
        if (argument.startsWith("--")) {
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (equals < 0 && withValue.contains(name)) {
                return name;
            }
            values.put(name, equals < 0 ? "" : argument.substring(equals + 1));
        } else if (argument.startsWith("-") && argument.length() > 1) {
            for (int i = 1; i < argument.length(); i++) {
                String letter = argument.substring(i, i + 1);
                if (withValue.contains(letter)) {
                    if (i + 1 == argument.length()) {
                        return letter;
                    }
                    values.put(letter, argument.substring(i + 1));
                    return "";
                }
                values.put(letter, "");
            }
        } else {
            operands.add(argument);
        }
        return "";
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> value(String shortName, String longName) {
        return Optional.ofNullable(values.get(shortName)).or(() -> Optional.ofNullable(values.get(longName)));
    }

    /** The container's name; empty if the arguments have none. */
    String name() {
        return value("n", "name").orElse(operands.isEmpty() ? "" : operands.getFirst());
    }

    static Optional<Duration> seconds(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }
}
