package dev.headroom.backend.command;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command as a list of arguments. Immutable. The one place where arguments become text for a remote shell.
 *
 * @param arguments the program first; none may hold a NUL character
 */
public record CommandLine(List<String> arguments) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    public CommandLine {
        arguments = List.copyOf(arguments);
        if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
            throw new IllegalArgumentException("A command must name a program.");
        }
        if (arguments.stream().anyMatch(a -> a.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("A command must not hold a NUL character.");
        }
    }

    public static CommandLine of(String... arguments) {
        return new CommandLine(List.of(arguments));
    }

    /** The text for a POSIX shell: plain arguments as they are, others in single quotes. */
    public String toShell() {
        return arguments.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
    }

    /** One word for a POSIX shell: unchanged if it needs no quotes, else in single quotes. */
    public static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    /** As {@link #toShell()}. */
    @Override
    public String toString() {
        return toShell();
    }
}
