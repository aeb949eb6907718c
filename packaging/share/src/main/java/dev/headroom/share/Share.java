package dev.headroom.share;

import dev.headroom.share.completion.BashScript;
import dev.headroom.share.completion.FishScript;
import dev.headroom.share.completion.ZshScript;
import dev.headroom.share.icon.IconFiles;
import dev.headroom.share.icon.SvgIcon;
import dev.headroom.share.man.ManPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Writes the folders of both packages, and the icons that installers take. The same sources make the same bytes. */
public final class Share {
    static final String ID = "dev.headroom.Headroom";

    private static final List<Integer> SIZES = List.of(16, 22, 24, 32, 48, 64, 128, 256, 512);
    private static final String CONSOLE = "headroom";
    private static final String MASTER = "headroom-master";

    private final Path sources;
    private final String changelog;
    private final String version;
    private final String day;
    private final Path share;

    private Share(Path sources, String changelog, String version, String day, Path share) {
        this.sources = sources;
        this.changelog = changelog;
        this.version = version;
        this.day = day;
        this.share = share;
    }

    /** Sources, changelog, version, moment of the sources (ISO 8601), build folder. */
    public static void main(String[] arguments) throws IOException {
        Path sources = Path.of(arguments[0]);
        Path target = Path.of(arguments[4]);
        write(sources, Files.readString(Path.of(arguments[1])), arguments[2], arguments[3].substring(0, 10), target);
    }

    static void write(Path sources, String changelog, String version, String day, Path target) throws IOException {
        Share share = new Share(sources, changelog, version, day, target.resolve("share"));
        SvgIcon icon = SvgIcon.read(share.svg());
        share.desktop(icon);
        share.manual(CONSOLE, CommandLines.console(), true);
        share.manual(MASTER, CommandLines.master(), false);
        put(target.resolve("icons").resolve("headroom.png"), icon.png(512));
        put(target.resolve("icons").resolve("headroom.ico"), IconFiles.ico(icon));
        put(target.resolve("icons").resolve("headroom.icns"), IconFiles.icns(icon));
    }

    private Path svg() {
        return sources.resolve("icon").resolve("headroom.svg");
    }

    private void desktop(SvgIcon icon) throws IOException {
        Path from = sources.resolve("share");
        Path to = share.resolve(CONSOLE);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file).replace("@RELEASES@", Releases.of(changelog, version, day));
                put(to.resolve(from.relativize(file).toString()), text);
            }
        }
        Path icons = to.resolve("icons").resolve("hicolor");
        for (int size : SIZES) {
            put(icons.resolve("%dx%d/apps/%s.png".formatted(size, size, ID)), icon.png(size));
        }
        put(icons.resolve("scalable/apps/%s.svg".formatted(ID)), Files.readString(svg()));
    }

    private void manual(String name, CommandLine program, boolean window) throws IOException {
        Path to = share.resolve(name);
        for (var page : ManPages.of(program, Releases.plain(version), day, window)) {
            put(to.resolve("man").resolve(page.file() + ".gz"), Gzip.of(page.text()));
        }
        put(to.resolve("bash-completion/completions/" + name), BashScript.of(program));
        put(to.resolve("zsh/vendor-completions/_" + name), ZshScript.of(program));
        put(to.resolve("fish/vendor_completions.d/" + name + ".fish"), FishScript.of(program));
    }

    private static void put(Path file, String text) throws IOException {
        put(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void put(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
