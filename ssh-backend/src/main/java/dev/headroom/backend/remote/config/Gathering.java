package dev.headroom.backend.remote.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings that the lines of the files have added up to so far. Used within one method call. */
final class Gathering {
    private final Map<Keyword, List<Said>> said = new EnumMap<>(Keyword.class);

    /**
     * Whether a further line would count. A ProxyJump closes ProxyCommand, and the other way round; {@code ProxyJump
     * none} closes only ProxyJump, in today's versions of ssh.
     */
    boolean isOpen(Said further) {
        return switch (further.keyword()) {
            case PROXY_JUMP -> !isSaid(Keyword.PROXY_JUMP) && (further.isNoCommand() || !isSaid(Keyword.PROXY_COMMAND));
            case PROXY_COMMAND ->
                !isSaid(Keyword.PROXY_COMMAND)
                        && said.getOrDefault(Keyword.PROXY_JUMP, List.of()).stream()
                                .allMatch(Said::isNoCommand);
            default -> further.keyword().adds() || !isSaid(further.keyword());
        };
    }

    private boolean isSaid(Keyword keyword) {
        return said.containsKey(keyword);
    }

    /**
     * Whether another world, in which this line counts as well, would end with the same settings: the same is said
     * without it, or it says {@code none} of a proxy where none is said.
     */
    boolean isSameWith(Said further) {
        boolean noProxy = Set.of(Keyword.PROXY_JUMP, Keyword.PROXY_COMMAND).contains(further.keyword())
                && further.isNoCommand()
                && !isSaid(Keyword.PROXY_JUMP)
                && !isSaid(Keyword.PROXY_COMMAND);
        return noProxy
                || said.getOrDefault(further.keyword(), List.of()).stream().anyMatch(further::isSame);
    }

    /** Keeps a setting. A file of keys that is named twice, as on a second reading, counts once. */
    void add(Said setting) {
        List<Said> same = said.computeIfAbsent(setting.keyword(), _ -> new ArrayList<>());
        if (same.stream().noneMatch(other -> other.word().equals(setting.word()))) {
            same.add(setting);
        }
    }

    Optional<String> word(Keyword keyword) {
        return Optional.ofNullable(said.get(keyword))
                .map(all -> all.getFirst().word())
                .filter(word -> !word.isEmpty());
    }

    /** The name that HostName says, for the name that was given. */
    Optional<String> hostName(String given) {
        return word(Keyword.HOST_NAME).map(name -> replaced(name, given));
    }

    private static String replaced(String name, String given) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char token = name.charAt(i) == '%' && i + 1 < name.length() ? name.charAt(i + 1) : ' ';
            if (token == 'h' || token == '%') {
                text.append(token == 'h' ? given : "%");
                i++;
            } else {
                text.append(name.charAt(i));
            }
        }
        return text.toString();
    }

    Map<Keyword, List<Said>> all() {
        Map<Keyword, List<Said>> copy = new EnumMap<>(Keyword.class);
        said.forEach((keyword, settings) -> copy.put(keyword, List.copyOf(settings)));
        return copy;
    }
}
