package dev.headroom.backend.remote.jsch.line;

import dev.headroom.backend.remote.Printable;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The words of the operating system in an exception, such as {@code Connection refused}: an operator knows them. Names of
 * Java and of its libraries belong in the log only. Pure.
 */
public final class SystemWords {
    private static final Pattern JAVA = Pattern.compile("\\b(?:java|javax|com|org)\\.|Exception\\b|\\bnull\\b");

    private SystemWords() {}

    /** The end of a sentence; empty if these are no words of the system. */
    public static Optional<String> of(Throwable failure) {
        boolean fromSystem = failure instanceof SocketException
                || failure instanceof UnknownHostException
                || failure.getClass().equals(IOException.class);
        return Optional.ofNullable(failure.getMessage())
                .filter(text ->
                        fromSystem && !text.isBlank() && !JAVA.matcher(text).find())
                .map(Printable::line);
    }
}
