package dev.headroom.console.look;

import dev.headroom.backend.journal.StateFolder;
import dev.headroom.styles.Theme;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The file that holds the window's look between two runs. What it cannot read or write costs the operator a sentence
 * and the look, never the window.
 */
public final class LookFile {
    /** No cluster's state folder has such a name: it would begin with a letter or digit. */
    private static final String NAME = ".window.properties";

    private static final String THEME = "theme";
    private static final String MAXIMIZED = "maximized";

    private final Optional<Path> folder;
    private final Consumer<String> sentences;

    private LookFile(Optional<Path> folder, Consumer<String> sentences) {
        this.folder = folder;
        this.sentences = sentences;
    }

    /** The file in {@code folder}; {@code sentences} takes what an operator must know of it. */
    public static LookFile in(Path folder, Consumer<String> sentences) {
        return new LookFile(Optional.of(folder), sentences);
    }

    /** Remembers nothing: for pictures and tests. */
    public static LookFile none() {
        return new LookFile(Optional.empty(), _ -> {});
    }

    /** What was written last; the first look where nothing was, and in place of each part that cannot be read. */
    public WindowLook read() {
        Optional<Path> file = folder.map(parent -> parent.resolve(NAME)).filter(Files::exists);
        if (file.isEmpty()) {
            return WindowLook.FIRST;
        }
        Properties read = new Properties();
        try {
            if (!Files.isRegularFile(file.get())) {
                throw new IOException("it is no regular file");
            }
            read.load(new StringReader(Files.readString(file.get())));
        } catch (IOException | IllegalArgumentException e) {
            cannotRead(e.toString());
            return WindowLook.FIRST;
        }
        return new WindowLook(theme(read), place(read));
    }

    private Theme theme(Properties read) {
        String wanted = read.getProperty(THEME, WindowLook.FIRST.theme().label());
        return Arrays.stream(Theme.values())
                .filter(theme -> theme.label().equals(wanted))
                .findFirst()
                .orElseGet(() -> {
                    cannotRead("theme is '%s', which is none of %s"
                            .formatted(
                                    wanted,
                                    Arrays.stream(Theme.values())
                                            .map(Theme::label)
                                            .collect(Collectors.joining(", "))));
                    return WindowLook.FIRST.theme();
                });
    }

    private Optional<WindowPlace> place(Properties read) {
        if (!read.containsKey("x")) {
            return Optional.empty();
        }
        Optional<WindowPlace> place = WindowPlace.of(
                number(read, "x"),
                number(read, "y"),
                number(read, "width"),
                number(read, "height"),
                Boolean.parseBoolean(read.getProperty(MAXIMIZED)));
        if (place.isEmpty()) {
            cannotRead("x, y, width and height are no place of a window");
        }
        return place;
    }

    private static double number(Properties read, String key) {
        try {
            return Double.parseDouble(read.getProperty(key, ""));
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    private void cannotRead(String why) {
        folder.ifPresent(parent -> sentences.accept(
                "The window's look cannot be read from %s: %s. It is as at first where it cannot be read, and is written again when the window closes."
                        .formatted(parent.resolve(NAME), why)));
    }

    /** Writes the look in place of the last one. */
    public void write(WindowLook look) {
        folder.ifPresent(parent -> {
            Path file = parent.resolve(NAME);
            Path next = parent.resolve(NAME + ".new");
            try {
                StateFolder.make(parent);
                Files.writeString(next, text(look));
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                sentences.accept("The window's look cannot be written to %s: %s. The next window opens as this one did."
                        .formatted(file, e));
            }
        });
    }

    private static String text(WindowLook look) throws IOException {
        Properties written = new Properties();
        written.setProperty(THEME, look.theme().label());
        look.place().ifPresent(place -> {
            written.setProperty("x", decimal(place.x()));
            written.setProperty("y", decimal(place.y()));
            written.setProperty("width", decimal(place.width()));
            written.setProperty("height", decimal(place.height()));
            written.setProperty(MAXIMIZED, Boolean.toString(place.maximized()));
        });
        StringWriter text = new StringWriter();
        written.store(text, "The look of Headroom's window, written by it");
        return text.toString();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
