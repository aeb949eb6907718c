package dev.headroom.backend.remote.config;

import dev.headroom.backend.remote.config.Condition.Verdict;
import dev.headroom.backend.remote.config.OpenSshConfig.NotFollowed;
import dev.headroom.backend.remote.config.OpenSshConfig.Query;
import dev.headroom.backend.remote.trust.GlobPattern;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Looks one host up in all files, line by line. Used within one method call. */
final class Lookup {
    private static final String SESSION_TYPE = "sessiontype";
    private static final String IGNORE_UNKNOWN = "ignoreunknown";

    /** Of lines on which depends whether the next ones count, and of the beginning of a file. */
    private static final Set<String> BEGINNINGS = Set.of("host", "match", "#");

    private static final Set<String> OF_NAMES = Set.of("host", "originalhost");

    private final Query query;
    private final Gathering gathered = new Gathering();
    private final Undecided undecided;
    private Optional<NotFollowed> refusal = Optional.empty();
    private String sessionType = "";
    private Optional<List<String>> ignored = Optional.empty();
    private boolean finalIsAsked;

    /** The name with which Host is compared: as given, when the files are read again the one after HostName. */
    private String name;

    private boolean again;

    private Lookup(Query query, Set<Keyword> given) {
        this.query = query;
        this.name = query.name();
        Set<Keyword> all = EnumSet.noneOf(Keyword.class);
        all.addAll(given);
        query.user().ifPresent(_ -> all.add(Keyword.USER));
        query.port().ifPresent(_ -> all.add(Keyword.PORT));
        if (!query.jumps().isEmpty()) {
            all.addAll(Set.of(Keyword.PROXY_JUMP, Keyword.PROXY_COMMAND));
        }
        undecided = new Undecided(all);
    }

    /**
     * Where a line stands.
     *
     * @param counts whether its block counts
     * @param condition the Match that only ssh can evaluate, on which that depends
     * @param own whether the block names the host
     */
    private record Block(Verdict counts, Optional<ConfigLine> condition, boolean own) {
        static final Block WHOLE = new Block(Verdict.YES, Optional.empty(), false);

        Block within(Verdict inner, ConfigLine line, boolean named) {
            return new Block(
                    inner,
                    inner == Verdict.UNCERTAIN && counts == Verdict.YES ? Optional.of(line) : condition,
                    own || named);
        }
    }

    /** Reads the files, and reads them again if a Match asks for that or canonical names are on. */
    static HostSettings of(Query query, Set<Keyword> given, List<ConfigFile> files) {
        Lookup lookup = new Lookup(query, given);
        files.forEach(file -> lookup.read(file, Block.WHOLE));
        HostSettings once = lookup.result();
        if (!lookup.finalIsAsked && !once.isCanonicalized()) {
            return once;
        }
        lookup.name = once.hostName();
        lookup.again = true;
        files.forEach(file -> lookup.read(file, Block.WHOLE));
        return lookup.result();
    }

    private void read(ConfigFile file, Block outer) {
        Block block = outer;
        for (ConfigLine line : file.lines()) {
            boolean counts = block.counts() != Verdict.NO || BEGINNINGS.contains(line.keyword());
            if (!line.mistake().isEmpty() && (counts || line.spoilsTheFile())) {
                refuse(line, line.mistake());
            }
            switch (line.keyword()) {
                case "host" -> {
                    boolean named = GlobPattern.matchesList(line.arguments(), name);
                    block = outer.within(
                            named ? outer.counts() : Verdict.NO,
                            line,
                            line.arguments().contains(name));
                }
                case "match" -> block = outer.within(match(line, outer.counts()), line, isNamed(line.criteria()));
                case "include" -> include(line, block);
                default -> apply(line, block);
            }
        }
    }

    private void include(ConfigLine line, Block block) {
        if (block.counts() != Verdict.NO && line.arguments().stream().anyMatch(Lookup::hasToken)) {
            refuse(line, "Name the file without tokens and environment variables: not every ssh replaces them there.");
        }
        line.included().forEach(included -> read(included, block));
    }

    /** Whether one of the criteria is the host's name alone. */
    private boolean isNamed(List<String> criteria) {
        return IntStream.range(1, criteria.size())
                .anyMatch(i -> OF_NAMES.contains(criteria.get(i - 1).toLowerCase(Locale.ROOT))
                        && List.of(criteria.get(i).split(",")).contains(query.name()));
    }

    private static boolean hasToken(String argument) {
        return argument.contains("%") || argument.contains("${");
    }

    private Verdict match(ConfigLine line, Verdict outer) {
        List<String> criteria = line.criteria();
        undecided.judged(criteria);
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

    private void apply(ConfigLine line, Block block) {
        Verdict part = block.counts();
        if (part == Verdict.YES && sessionType.isEmpty() && line.keyword().equals(SESSION_TYPE)) {
            sessionType = String.join(" ", line.arguments()).toLowerCase(Locale.ROOT);
        }
        Optional<Keyword> known = Keyword.of(line.keyword());
        if (part == Verdict.YES && line.keyword().equals(IGNORE_UNKNOWN) && isWithoutWord(line)) {
            refuse(line, "There is no value: ssh reads no file with such a line. Give it one, or drop the line.");
        }
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
        Said said = line.said(known.get(), block.own());
        if (!isOpen(said)) {
            return;
        }
        if (part == Verdict.UNCERTAIN) {
            undecided.add(said, block.condition().orElse(line), gathered);
            return;
        }
        known.get().form().mistake(said).ifPresent(mistake -> refuse(line, mistake));
        if (!saysNothing(said)) {
            gathered.add(said);
        }
    }

    private static boolean isWithoutWord(ConfigLine line) {
        return line.arguments().isEmpty() || line.arguments().getFirst().isEmpty();
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

    private void refuse(ConfigLine line, String remedy) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(new NotFollowed(line.text(), line.place(), remedy));
        }
    }

    private HostSettings result() {
        return HostSettings.of(
                query,
                again ? name : resolvedName(),
                gathered,
                refusal.or(() -> undecided.refusal(gathered)),
                undecided.notes(gathered));
    }

    private String resolvedName() {
        return NumericName.canonical(
                gathered.hostName(query.name()).orElse(query.name()),
                gathered.word(Keyword.ADDRESS_FAMILY).orElse("any").toLowerCase(Locale.ROOT));
    }
}
