package dev.headroom.backend.remote.config;

import dev.headroom.backend.remote.config.OpenSshConfig.Host;
import dev.headroom.backend.remote.config.OpenSshConfig.NotFollowed;
import dev.headroom.backend.remote.config.OpenSshConfig.Query;
import dev.headroom.backend.remote.trust.GlobPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks one host up in all files, line by line. Used within one method call. */
final class Lookup {
    private static final String IDENTITY_FILE = "identityfile";
    private static final int HIGHEST_PORT = 65_535;

    private final Query query;
    private final Map<String, ConfigLine> said = new HashMap<>();
    private final List<String> identityFiles = new ArrayList<>();
    private Optional<NotFollowed> refusal = Optional.empty();

    /** Whether the lines that follow apply to the host. */
    private enum Part {
        COUNTS,
        DOES_NOT_COUNT,
        /** Only ssh can evaluate the condition of the block. */
        UNCERTAIN
    }

    Lookup(Query query) {
        this.query = query;
    }

    void read(ConfigFile file) {
        read(file, Part.COUNTS, Optional.empty());
    }

    /** @param condition the Match whose condition only ssh can evaluate */
    private void read(ConfigFile file, Part outer, Optional<ConfigLine> condition) {
        Part part = outer;
        Optional<ConfigLine> uncertain = condition;
        for (ConfigLine line : file.lines()) {
            switch (line.keyword()) {
                case "host" -> {
                    part = GlobPattern.matchesList(line.arguments(), query.name()) ? outer : Part.DOES_NOT_COUNT;
                    uncertain = condition;
                }
                case "match" -> {
                    part = outer == Part.DOES_NOT_COUNT ? outer : match(line);
                    uncertain = part == Part.UNCERTAIN ? Optional.of(line) : condition;
                    part = part == Part.COUNTS ? outer : part;
                }
                case "include" -> {
                    for (ConfigFile included : line.included()) {
                        read(included, part, uncertain);
                    }
                }
                default -> apply(line, part, uncertain);
            }
        }
    }

    private void apply(ConfigLine line, Part part, Optional<ConfigLine> condition) {
        String keyword = Keywords.canonical(line.keyword());
        boolean matters = Keywords.matters(keyword);
        if (part == Part.DOES_NOT_COUNT || !matters) {
            return;
        }
        boolean open = keyword.equals(IDENTITY_FILE) || !said.containsKey(keyword);
        if (part == Part.UNCERTAIN) {
            if (open) {
                refuse(
                        condition.orElse(line),
                        "Only ssh can evaluate that condition, and '%s' depends on it: say it in a Host block above, or in the cluster file."
                                .formatted(line.text()));
            }
        } else if (keyword.equals(IDENTITY_FILE)) {
            identityFiles.add(line.first());
        } else {
            said.putIfAbsent(keyword, line);
        }
    }

    private void refuse(ConfigLine line, String remedy) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(new NotFollowed(line.text(), line.place(), remedy));
        }
    }

    private Part match(ConfigLine line) {
        Part part = Part.COUNTS;
        List<String> words = line.criteria();
        for (int i = 0; i < words.size(); i++) {
            boolean denied = words.get(i).startsWith("!");
            String criterion = words.get(i).substring(denied ? 1 : 0).toLowerCase(Locale.ROOT);
            if (criterion.equals("all")) {
                continue;
            }
            @Nullable String subject = subject(criterion);
            if (subject == null) {
                part = Part.UNCERTAIN;
                i += criterion.equals("canonical") || criterion.equals("final") ? 0 : 1;
                continue;
            }
            String patterns = ++i < words.size() ? words.get(i) : "";
            if (GlobPattern.matchesList(List.of(patterns.split(",")), subject) == denied) {
                return Part.DOES_NOT_COUNT;
            }
        }
        return part;
    }

    private @Nullable String subject(String criterion) {
        return switch (criterion) {
            case "host" ->
                text("hostname").map(h -> h.replace("%h", query.name())).orElse(query.name());
            case "originalhost" -> query.name();
            case "user" -> query.userIsGiven() ? query.user() : text("user").orElse(query.user());
            case "localuser" -> query.localUser();
            default -> null;
        };
    }

    Host result() {
        Keywords.REFUSED.forEach((keyword, harmless) -> line(keyword)
                .filter(line -> !harmless.contains(line.first().toLowerCase(Locale.ROOT)))
                .ifPresent(line -> refuse(line, Keywords.remedy(line, harmless))));
        return new Host(
                text("hostname"),
                text("user"),
                port(),
                identityFiles,
                text("identitiesonly").filter("yes"::equalsIgnoreCase).isPresent(),
                text("identityagent"),
                text("hostkeyalias"),
                line("userknownhostsfile").map(ConfigLine::arguments),
                line("globalknownhostsfile").map(ConfigLine::arguments),
                refusal);
    }

    private Optional<Integer> port() {
        Optional<ConfigLine> line = line("port");
        Optional<Integer> port = line.map(ConfigLine::first)
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .filter(number -> number >= 1 && number <= HIGHEST_PORT);
        if (port.isEmpty()) {
            line.ifPresent(wrong -> refuse(wrong, "A port is a number within 1..65535."));
        }
        return port;
    }

    private Optional<ConfigLine> line(String keyword) {
        return Optional.ofNullable(said.get(keyword));
    }

    private Optional<String> text(String keyword) {
        return line(keyword).map(ConfigLine::first).filter(value -> !value.isEmpty());
    }
}
