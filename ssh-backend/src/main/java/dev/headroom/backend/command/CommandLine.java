package dev.headroom.backend.command;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command as a list of arguments. Immutable. The one place where arguments become text for a remote shell.
 *
 * <p>The text means the same to every login user's shell: POSIX shells, csh, fish and zsh. So a quote, a backslash and an
 * exclamation mark stand outside of quotes, behind a backslash; a line break, which csh knows no quotes for, is refused.
 * See decision 0092.
 *
 * @param arguments the program first; none may hold a NUL character, a line break or half of a surrogate pair
 */
public record CommandLine(List<String> arguments) {
    /** Words that need no quotes. zsh replaces a leading equals sign, fish a leading percent sign. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@+:,./_-][A-Za-z0-9@%+=:,./_-]*");

    /** Letters that csh or fish read within single quotes, too. */
    private static final Pattern READ_IN_QUOTES = Pattern.compile("['\\\\!]");

    /** The names of containers, as the model has them: no tool takes one for an option, nor a script for a path. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public CommandLine {
        arguments = List.copyOf(arguments);
        if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
            throw new IllegalArgumentException("A command must name a program.");
        }
        if (arguments.stream().anyMatch(CommandLine::isNoText)) {
            throw new IllegalArgumentException(
                    "A command must not hold a NUL character, a line break or half of a surrogate pair.");
        }
    }

    public static CommandLine of(String... arguments) {
        return new CommandLine(List.of(arguments));
    }

    private static boolean isNoText(String argument) {
        return argument.indexOf('\0') >= 0
                || argument.indexOf('\n') >= 0
                || argument.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /**
     * A container's name as an argument.
     *
     * @throws IllegalArgumentException if a tool could take it for an option, or a script for another file
     */
    public static String name(String container) {
        if (!NAME.matcher(container).matches()) {
            throw new IllegalArgumentException(
                    "The container name must be 1 to 64 letters, digits, '.', '_' or '-', and begin with a letter or"
                            + " digit.");
        }
        return container;
    }

    /** The text for a shell: plain arguments as they are, others in single quotes. */
    public String toShell() {
        return arguments.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
    }

    /** One word for a shell: unchanged if it needs no quotes, else in single quotes. */
    public static String quoted(String argument) {
        return PLAIN.matcher(argument).matches()
                ? argument
                : "'" + READ_IN_QUOTES.matcher(argument).replaceAll("'\\\\$0'") + "'";
    }

    /** As {@link #toShell()}. */
    @Override
    public String toString() {
        return toShell();
    }
}
