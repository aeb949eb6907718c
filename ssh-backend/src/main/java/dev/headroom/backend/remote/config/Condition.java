package dev.headroom.backend.remote.config;

import dev.headroom.backend.remote.trust.GlobPattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the conditions of Match are compared with at one line of the files.
 *
 * @param host the name after HostName
 * @param originalHost as in {@code ssh NAME}
 * @param sessionType as the files have it up to here; a command is run unless they say otherwise
 * @param again whether the files are read for the second time, for {@code Match final}
 */
record Condition(
        String host,
        String originalHost,
        String user,
        String localUser,
        String tag,
        String sessionType,
        boolean again) {

    /** The commands whose outcome is known without running them: clients of FreeIPA have {@code exec true}. */
    private static final Map<String, Boolean> CERTAIN = Map.of("true", true, "false", false);

    /** Whether a block counts. */
    enum Verdict {
        YES,
        NO,
        /** Only ssh can evaluate it: {@code exec}, {@code localnetwork}, {@code version}, {@code command}. */
        UNCERTAIN
    }

    /** Whether more follows {@code all}, which ssh does not read. */
    static boolean isMixed(List<String> words) {
        int all = words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList()
                .indexOf("all");
        return all >= 0 && all < words.size() - 1;
    }

    /** Judges the criteria of one Match: {@link ConfigLine#criteria()}. */
    Verdict judge(List<String> words) {
        Verdict verdict = Verdict.YES;
        for (int i = 0; i < words.size(); i++) {
            boolean denied = words.get(i).startsWith("!");
            String criterion = words.get(i).substring(denied ? 1 : 0).toLowerCase(Locale.ROOT);
            boolean alone = ConfigLine.WITHOUT_VALUE.contains(criterion);
            String value = alone ? "" : ++i < words.size() ? words.get(i) : "";
            Optional<Boolean> holds = alone ? Optional.of(criterion.equals("all") || again) : holds(criterion, value);
            if (holds.filter(yes -> yes == denied).isPresent()) {
                return Verdict.NO;
            }
            verdict = holds.isPresent() ? verdict : Verdict.UNCERTAIN;
        }
        return words.isEmpty() ? Verdict.UNCERTAIN : verdict;
    }

    private Optional<Boolean> holds(String criterion, String patterns) {
        return switch (criterion) {
            case "host" -> matches(patterns.toLowerCase(Locale.ROOT), host.toLowerCase(Locale.ROOT));
            case "originalhost" -> matches(patterns.toLowerCase(Locale.ROOT), originalHost.toLowerCase(Locale.ROOT));
            case "user" -> matches(patterns, user);
            case "localuser" -> matches(patterns, localUser);
            case "tagged" -> tag.isEmpty() ? Optional.of(patterns.isEmpty()) : matches(patterns, tag);
            case "sessiontype" -> matches(patterns, sessionType);
            case "exec" -> Optional.ofNullable(CERTAIN.get(patterns.strip()));
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> matches(String patterns, String text) {
        return Optional.of(GlobPattern.matchesList(List.of(patterns.split(",")), text));
    }
}
