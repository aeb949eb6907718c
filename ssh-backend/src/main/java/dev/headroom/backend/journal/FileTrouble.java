package dev.headroom.backend.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Says why a file or a folder cannot be used, in the words of an operator instead of an exception's name. Pure. */
public final class FileTrouble {
    private FileTrouble() {}

    /** The cause with the path that it is about, as {@code /proc/nope: no such file or folder, and none can be made there}. */
    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException absent ->
                absent.getFile() + ": no such file or folder, and none can be made there";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case NotDirectoryException file -> file.getFile() + ": it is no folder";
            case FileAlreadyExistsException file -> file.getFile() + ": it is there already and is no folder";
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            default -> Objects.requireNonNullElse(e.getMessage(), "unknown cause");
        };
    }
}
