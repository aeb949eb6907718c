package dev.headroom.backend.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;

/** Says why a file or a folder cannot be used, in the words of an operator instead of an exception's name. */
public final class FileTrouble {
    private FileTrouble() {}

    /** The cause with the path that it is about, as {@code /proc/nope: no such file or folder, and none can be made there}. */
    public static String of(IOException e) {
        return e instanceof FileSystemException about && isTold(about)
                ? about.getFile() + ": " + cause(about)
                : cause(e);
    }

    /** The same for a sentence that names {@code known} already: the path stands there only if it is another one. */
    public static String of(Path known, IOException e) {
        return e instanceof FileSystemException about && known.toString().equals(about.getFile()) ? cause(e) : of(e);
    }

    /** Whether the cause is more than the path. */
    private static boolean isTold(FileSystemException e) {
        return switch (e) {
            case NoSuchFileException _,
                    AccessDeniedException _,
                    NotDirectoryException _,
                    FileAlreadyExistsException _ -> true;
            default -> e.getReason() != null;
        };
    }

    /** The account is part of the cause: the one that a person has logged in with may be another. */
    private static String cause(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file or folder, and none can be made there";
            case AccessDeniedException _ -> "permission denied to the user " + System.getProperty("user.name", "");
            case NotDirectoryException _ -> "it is no folder";
            case FileAlreadyExistsException _ -> "it is there already and is no folder";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> Objects.requireNonNullElse(e.getMessage(), "unknown cause");
        };
    }
}
