package dev.headroom.backend.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What the real tools printed on the real-kernel lab. */
public final class Golden {
    private Golden() {}

    public static List<String> lines(String path) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/" + path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Section section(SectionKind kind, String path) {
        return new Section(kind, "", lines(path), 0);
    }

    public static Section section(SectionKind kind, String argument, String path) {
        return new Section(kind, argument, lines(path), 0);
    }

    /** The five listings of the table as one frame. */
    public static Frame directorFrame() {
        return new Frame(
                1,
                "director",
                List.of(
                        section(SectionKind.IPVS_RULES, "director/Sn.txt"),
                        section(SectionKind.IPVS_LIST, "director/Ln.txt"),
                        section(SectionKind.IPVS_STATS, "director/Ln-stats-exact.txt"),
                        section(SectionKind.IPVS_THRESHOLDS, "director/Ln-thresholds.txt"),
                        section(SectionKind.IPVS_PERSISTENT, "director/Ln-persistent-conn.txt")));
    }
}
