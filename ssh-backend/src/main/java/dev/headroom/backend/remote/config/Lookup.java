package dev.headroom.backend.remote.config;

import dev.headroom.backend.remote.config.Condition.Verdict;
import dev.headroom.backend.remote.config.Keyword.Effect;
import dev.headroom.backend.remote.config.OpenSshConfig.NotFollowed;
import dev.headroom.backend.remote.config.OpenSshConfig.Query;
import dev.headroom.backend.remote.trust.GlobPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks one host up in all files, line by line. Used within one method call. */
final class Lookup {
    private static final String SESSION_TYPE = "sessiontype";
    private static final String IGNORE_UNKNOWN = "ignoreunknown";

    /** Of lines on which depends whether the next ones count, and of the beginning of a file. */
    private static final Set<String> BEGINNINGS = Set.of("host", "match", "#");

    private final Query query;
    private final Gathering gathered = new Gathering();
    private final List<NotFollowed> uncertain = new ArrayList<>();
    private Optional<NotFollowed> refusal = Optional.empty();
    private String sessionType = "";
    private Optional<List<String>> ignored = Optional.empty();
    private boolean finalIsAsked;

    /** The name with which Host is compared: as given, when the files are read again the one after HostName. */
    private String name;

    private boolean again;

    Lookup(Query query) {
        this.query = query;
        this.name = query.name();
    }

    /** Reads the files, and reads them again if a Match asks for that or canonical names are on. */
    static HostSettings of(Query query, List<ConfigFile> files) {
        Lookup lookup = new Lookup(query);
        files.forEach(file -> lookup.read(file, Verdict.YES, Optional.empty()));
        HostSettings once = lookup.result();
        if (!lookup.finalIsAsked && !once.isCanonicalized()) {
            return once;
        }
        lookup.name = once.hostName();
        lookup.again = true;
        files.forEach(file -> lookup.read(file, Verdict.YES, Optional.empty()));
        return lookup.result();
    }

    /** @param condition the Match that only ssh can evaluate */
    private void read(ConfigFile file, Verdict outer, Optional<ConfigLine> condition) {
        Verdict part = outer;
        Optional<ConfigLine> open = condition;
        for (ConfigLine line : file.lines()) {
            if (!line.mistake().isEmpty() && (part != Verdict.NO || BEGINNINGS.contains(line.keyword()))) {
                refuse(line, line.mistake());
            }
            switch (line.keyword()) {
                case "host" -> {
                    part = GlobPattern.matchesList(line.arguments(), name) ? outer : Verdict.NO;
                    open = condition;
                }
                case "match" -> {
                    part = match(line, outer);
                    open = part == Verdict.UNCERTAIN && outer == Verdict.YES ? Optional.of(line) : condition;
                }
                case "include" -> include(line, part, open);
                default -> apply(line, part, open);
            }
        }
    }

    private void include(ConfigLine line, Verdict part, Optional<ConfigLine> condition) {
        if (part != Verdict.NO && line.arguments().stream().anyMatch(Lookup::hasToken)) {
            refuse(line, "Name the file without tokens and environment variables: not every ssh replaces them there.");
        }
        line.included().forEach(included -> read(included, part, condition));
    }

    private static boolean hasToken(String argument) {
        return argument.contains("%") || argument.contains("${");
    }

    private Verdict match(ConfigLine line, Verdict outer) {
        List<String> criteria = line.criteria();
        if (Condition.isMixed(criteria)) {
            refuse(line, "ssh reads nothing behind 'all' in a Match.");
        }
        // ssh takes note of it in blocks that do not count, too.
        finalIsAsked |= criteria.stream().anyMatch("final"::equalsIgnoreCase);
        Verdict inner = conditionHere().judge(criteria);
        return outer == Verdict.NO || inner == Verdict.YES ? outer : inner;
    }

    private Condition conditionHere() {
        return new Condition(
                again ? name : gathered.hostName(query.name()).orElse(query.name()),
                query.name(),
                query.user().or(() -> gathered.word(Keyword.USER)).orElse(query.localUser()),
                query.localUser(),
                gathered.word(Keyword.TAG).orElse(""),
                sessionType.isEmpty() || sessionType.equals("default") ? "exec" : sessionType,
                again);
    }

    private void apply(ConfigLine line, Verdict part, Optional<ConfigLine> condition) {
        if (part == Verdict.YES && sessionType.isEmpty() && line.keyword().equals(SESSION_TYPE)) {
            sessionType = String.join(" ", line.arguments()).toLowerCase(Locale.ROOT);
        }
        Optional<Keyword> known = Keyword.of(line.keyword());
        if (part == Verdict.YES && ignored.isEmpty() && line.keyword().equals(IGNORE_UNKNOWN)) {
            ignored = Optional.of(line.arguments().stream()
                    .flatMap(list -> Stream.of(list.toLowerCase(Locale.ROOT).split(",")))
                    .toList());
        }
        if (part == Verdict.NO || known.isEmpty()) {
            if (part == Verdict.YES && !isReadBySsh(line.keyword())) {
                refuse(
                        line,
                        "ssh knows no such keyword and does not read the file: correct it, or say 'IgnoreUnknown %s' above it."
                                .formatted(line.keyword()));
            }
            return;
        }
        Said said = line.said(known.get());
        if (!isOpen(said)) {
            return;
        }
        if (part == Verdict.UNCERTAIN) {
            leftOpen(said, condition.orElse(line));
            return;
        }
        known.get().form().mistake(said).ifPresent(mistake -> refuse(line, mistake));
        if (!saysNothing(said)) {
            gathered.add(said);
        }
    }

    private boolean isReadBySsh(String keyword) {
        return keyword.equals("#")
                || OtherKeywords.has(keyword)
                || ignored.filter(patterns -> GlobPattern.matchesList(patterns, keyword))
                        .isPresent();
    }

    /** A time of {@code none} is for ssh as if it were not said: a later line counts. */
    private static boolean saysNothing(Said said) {
        return said.keyword().form() == Form.TIME && said.word().equals("none");
    }

    /** The name is fixed before the files are read again. */
    private boolean isOpen(Said said) {
        return gathered.isOpen(said) && !(again && said.keyword() == Keyword.HOST_NAME);
    }

    private void leftOpen(Said said, ConfigLine condition) {
        String sentence =
                "Only ssh can evaluate that condition, and '%s' depends on it: say it in a Host block above, or in the cluster file."
                        .formatted(said.text());
        if (said.keyword().effect() == Effect.DECIDES) {
            refuse(condition, sentence);
        } else {
            uncertain.add(new NotFollowed(condition.text(), condition.place(), sentence));
        }
    }

    private void refuse(ConfigLine line, String remedy) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(new NotFollowed(line.text(), line.place(), remedy));
        }
    }

    private HostSettings result() {
        return HostSettings.of(query, again ? name : resolvedName(), gathered, refusal, uncertain);
    }

    private String resolvedName() {
        return NumericName.canonical(
                gathered.hostName(query.name()).orElse(query.name()),
                gathered.word(Keyword.ADDRESS_FAMILY).orElse("any").toLowerCase(Locale.ROOT));
    }
}
