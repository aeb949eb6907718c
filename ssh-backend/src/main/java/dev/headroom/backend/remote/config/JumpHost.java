package dev.headroom.backend.remote.config;

import dev.headroom.backend.remote.SshTarget;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One host of a ProxyJump, looked up in the same files as a host of its own.
 *
 * @param user of {@code user@host}; wins over the host's own block
 * @param port of {@code host:port}; wins likewise
 */
public record JumpHost(String name, Optional<String> user, Optional<Integer> port) {
    private static final String SCHEME = "ssh://";
    private static final Pattern URL = Pattern.compile(
            "ssh://(?:([^@]*)@)?([A-Za-z0-9_][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.%A-Za-z]*\\])(?::([0-9]*))?/?");
    private static final Pattern PLAIN =
            Pattern.compile("(?:(.*)@)?(\\[[^\\]]*\\]|[^:\\[\\]]*)(?:[:/]([0-9]*))?", Pattern.DOTALL);
    /**
     * The jumps of a value, nearest to this computer first; none for {@code none}.
     *
     * @return empty if ssh would not read the value
     */
    static Optional<List<JumpHost>> listOf(String written) {
        // ssh takes a comment behind 'none' for a part of it, and then looks for a host of that name
        if (written.strip().equalsIgnoreCase("none")) {
            return Optional.of(List.of());
        }
        String text = (written.contains("#") ? written.substring(0, written.indexOf('#')) : written).strip();
        List<JumpHost> jumps = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            Optional<JumpHost> jump = of(one);
            if (jump.isEmpty()) {
                return Optional.empty();
            }
            jumps.add(jump.get());
        }
        return Optional.of(List.copyOf(jumps));
    }

    /**
     * A host as {@code ssh} takes it on its command line: a name or a numeric address, {@code user@host} or {@code
     * ssh://user@host:port}; also {@code [host]:port}, as known_hosts has it.
     *
     * @return empty if it can be none
     */
    public static Optional<JumpHost> destination(String text) {
        if (text.startsWith(SCHEME)) {
            return of(text);
        }
        int at = text.lastIndexOf('@');
        String host = text.substring(at + 1);
        boolean address = !host.startsWith("[") && host.indexOf(':') != host.lastIndexOf(':');
        return of(address ? text.substring(0, at + 1) + "[" + host + "]" : text);
    }

    private static Optional<JumpHost> of(String text) {
        boolean url = text.startsWith(SCHEME);
        Matcher parts = (url ? URL : PLAIN).matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<String> user = Optional.ofNullable(parts.group(1)).map(name -> url ? decoded(name) : name);
        Optional<String> port = Optional.ofNullable(parts.group(3)).filter(digits -> !digits.isEmpty());
        String name = parts.group(2).replaceAll("^\\[|\\]$", "");
        boolean wrong = name.isBlank()
                || name.startsWith("-")
                || user.filter(String::isEmpty).isPresent()
                || port.filter(digits -> !Numbers.within(digits, 1, SshTarget.HIGHEST_PORT))
                        .isPresent();
        return wrong ? Optional.empty() : Optional.of(new JumpHost(name, user, port.map(Integer::valueOf)));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replaceFirst(";.*", "").replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /** As {@code ssh -G} prints it. */
    @Override
    public String toString() {
        boolean numeric = name.contains(":") || name.matches("[0-9.]+");
        return user.map(u -> u + "@").orElse("")
                + (numeric ? "[" + name + "]" : name)
                + port.map(p -> ":" + p).orElse("");
    }
}
