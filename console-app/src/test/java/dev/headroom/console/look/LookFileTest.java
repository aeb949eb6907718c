package dev.headroom.console.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.styles.Theme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the window remembers comes back; a file that is broken costs a sentence and what is broken in it. */
class LookFileTest {
    private static final WindowPlace PLACE = new WindowPlace(-12.5, 40, 1280, 800, true);

    @TempDir
    private Path folder = Path.of("unset");

    private final List<String> said = new ArrayList<>();

    private LookFile file() {
        return LookFile.in(folder.resolve("headroom"), said::add);
    }

    private Path path() {
        return folder.resolve("headroom").resolve(".window.properties");
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void whatWasWrittenIsRead(Theme theme) {
        WindowLook look = new WindowLook(theme, Optional.of(PLACE));
        file().write(look);
        assertThat(file().read()).isEqualTo(look);
        WindowLook withoutPlace = new WindowLook(theme, Optional.empty());
        file().write(withoutPlace);
        assertThat(file().read()).isEqualTo(withoutPlace);
        assertThat(said).isEmpty();
    }

    @Test
    void aFirstRunSaysNothing() {
        assertThat(file().read()).isEqualTo(WindowLook.FIRST);
        assertThat(said).isEmpty();
    }

    /** A broken file, and what of it can still be read. */
    record Broken(String name, String text, WindowLook read) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Broken> broken() {
        WindowLook dark = new WindowLook(Theme.DARK, Optional.empty());
        WindowLook placed = new WindowLook(Theme.LIGHT, Optional.of(PLACE.maximized(false)));
        String place = "x=-12.5\ny=40\nwidth=1280\nheight=800\n";
        return Stream.of(
                new Broken("no UTF-8", "theme=d\u00fcster", WindowLook.FIRST),
                new Broken("an escape that is none", "theme=\\u00", WindowLook.FIRST),
                new Broken("no theme of ours", "theme=plaid\n" + place, placed),
                new Broken("no number", "theme=dark\nx=left\ny=1\nwidth=1280\nheight=800", dark),
                new Broken("half a place", "theme=dark\nx=10", dark),
                new Broken("not a number at all", "theme=dark\nx=NaN\ny=1\nwidth=1280\nheight=800", dark),
                new Broken("further than any screen", "theme=dark\nx=1e9\ny=1\nwidth=1280\nheight=800", dark),
                new Broken("no size", "theme=dark\nx=1\ny=1\nwidth=0\nheight=-800", dark));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aBrokenFileCostsASentenceAndWhatIsBrokenInIt(Broken each) throws IOException {
        Files.createDirectories(path().getParent());
        Files.writeString(path(), each.text(), StandardCharsets.ISO_8859_1);
        assertThat(file().read()).isEqualTo(each.read());
        assertThat(said).singleElement().asString().contains(path().toString());
        file().write(new WindowLook(Theme.DARK, Optional.of(PLACE)));
        assertThat(file().read().place()).as("it is written again").contains(PLACE);
        assertThat(said).hasSize(1);
    }

    @Test
    void somethingElseAtItsPathCostsASentence() throws IOException {
        Files.createDirectories(path().resolve("child"));
        assertThat(file().read()).isEqualTo(WindowLook.FIRST);
        file().write(WindowLook.FIRST);
        assertThat(said).hasSize(2).allSatisfy(sentence -> assertThat(sentence).contains(path().toString()));
    }

    @Test
    void aFolderThatCannotBeMadeCostsASentence() throws IOException {
        Files.writeString(folder.resolve("headroom"), "a file where the folder would be");
        file().write(WindowLook.FIRST);
        assertThat(said).singleElement().asString().contains("cannot be written");
    }
}
