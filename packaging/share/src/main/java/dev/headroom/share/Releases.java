package dev.headroom.share;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The releases that the changelog tells of, as AppStream takes them. */
final class Releases {
    private static final Pattern RELEASE = Pattern.compile("(?m)^## (\\d\\S*) [-–] (\\d{4}-\\d{2}-\\d{2})\\s*$");
    private static final String DEVELOPMENT = "-SNAPSHOT";

    private Releases() {}

    /**
     * The elements {@code release}, newest first: the version that is built, then those of the changelog.
     *
     * @param day the day of the build's sources
     */
    static String of(String changelog, String version, String day) {
        List<String> released = RELEASE.matcher(changelog)
                .results()
                .map(match -> element(match.group(1), match.group(2), "stable"))
                .toList();
        List<String> built =
                version.endsWith(DEVELOPMENT) ? List.of(element(plain(version), day, "development")) : List.of();
        return java.util.stream.Stream.concat(built.stream(), released.stream())
                .map(line -> "\n    " + line)
                .collect(Collectors.joining("", "", "\n  "));
    }

    /** Without the mark of a version that is not released. */
    static String plain(String version) {
        return version.endsWith(DEVELOPMENT) ? version.substring(0, version.length() - DEVELOPMENT.length()) : version;
    }

    private static String element(String version, String day, String type) {
        return "<release version=\"%s\" date=\"%s\" type=\"%s\"/>".formatted(version, day, type);
    }
}
