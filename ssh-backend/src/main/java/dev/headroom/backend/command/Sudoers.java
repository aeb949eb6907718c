package dev.headroom.backend.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The lines of sudoers that a login user needs: the least for what Headroom sends. The packaged file is made of them,
 * too. A {@code *} lets the login user add arguments,
 * so arguments that vary are regular expressions. Pure. See decision 0091.
 */
public final class Sudoers {
    /** {@code ADDRESS:PORT}; IPv6 addresses stand in brackets. */
    private static final String ENDPOINT = "[][0-9A-Fa-f.:]+";

    private static final String SERVICE =
            "((-t|-u|--sctp-service) %s|-f [0-9]+( -6)?) -r %s".formatted(ENDPOINT, ENDPOINT);
    private static final String METHOD =
            "(-g|-m|-i( --tun-type (gue --tun-port [0-9]+|gre) --tun-(no|rem)?csum)?) -w [0-9]+ -x [0-9]+ -y [0-9]+";

    /** What a director needs. */
    public static final Rights DIRECTOR = new Rights(
            "IPVS",
            List.of(
                    new Rule("rules and weights", "/usr/sbin/ipvsadm -Sn"),
                    new Rule("connections of each destination", "/usr/sbin/ipvsadm -Ln"),
                    new Rule("packets of each destination", "/usr/sbin/ipvsadm -Ln --stats --exact"),
                    new Rule("thresholds", "/usr/sbin/ipvsadm -Ln --thresholds"),
                    new Rule("clients that persistence binds", "/usr/sbin/ipvsadm -Ln --persistent-conn"),
                    new Rule("copies of connections", "/usr/sbin/ipvsadm -Ln --daemon"),
                    new Rule("timeouts", "/usr/sbin/ipvsadm -Ln --timeout")),
            List.of(
                    new Rule(
                            "adds a destination, sets its weight",
                            "/usr/bin/timeout ^-k 2 10 ipvsadm -[ae] %s %s$".formatted(SERVICE, METHOD),
                            List.of("/usr/bin/timeout -k 2 10 ipvsadm -[ae] *")),
                    new Rule(
                            "removes a destination",
                            "/usr/bin/timeout ^-k 2 10 ipvsadm -d %s$".formatted(SERVICE),
                            List.of("/usr/bin/timeout -k 2 10 ipvsadm -d *"))));

    /** A line for people: another program of this name takes no argument that varies. */
    public static final String NOT_SUDO_RS =
            "# sudo-rs (Ubuntu 25.10 and newer) permits nothing by either: choose sudo.ws there (update-alternatives"
                    + " --config sudo).";

    /** Where sudo, and the time limit that it starts, look for a program. */
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Sudoers() {}

    /**
     * A command that may be run as root.
     *
     * @param purpose what Headroom runs it for
     * @param command as in sudoers: the path, and all arguments or one regular expression for them
     * @param older the same for {@link Form#OLD}, with what it must not permit behind exclamation marks
     */
    public record Rule(String purpose, String command, List<String> older) {
        public Rule {
            older = List.copyOf(older);
        }

        /** A command whose arguments do not vary. */
        public Rule(String purpose, String command) {
            this(purpose, command, List.of(command));
        }
    }

    /** How arguments that vary are written. */
    public enum Form {
        /** Regular expressions, which sudo knows since 1.9.10. An older one permits nothing by them. */
        EXACT,
        /** Wildcards, for every sudo. They permit more: any options behind {@code ipvsadm -a}, {@code -e} and {@code -d}. */
        OLD
    }

    /**
     * What one role or container runtime needs.
     *
     * @param reading the commands that change nothing
     * @param changing the commands without which Headroom only watches
     */
    public record Rights(String name, List<Rule> reading, List<Rule> changing) {
        public Rights {
            reading = List.copyOf(reading);
            changing = List.copyOf(changing);
        }

        /** The commands for reading, separated by commas. */
        public String mayRead() {
            return String.join(", ", reading.stream().map(Rule::command).toList());
        }
    }

    /**
     * The lines for one login user.
     *
     * @param readOnly without the commands that change something
     * @throws IllegalArgumentException if no line can name the user, see {@link #objection}
     */
    public static List<String> lines(String user, List<Rights> rights, boolean readOnly, Form form) {
        objection(user).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        List<String> lines = new ArrayList<>();
        for (Rights some : rights) {
            lines.add("# %s: reading".formatted(some.name()));
            some.reading().forEach(rule -> lines.addAll(lines(user, rule, form)));
            if (!readOnly) {
                lines.add("# %s: changing; 'timeout' ends a tool that hangs, so that it changes nothing later"
                        .formatted(some.name()));
                some.changing().forEach(rule -> lines.addAll(lines(user, rule, form)));
            }
        }
        lines.add("# where root finds programs; else the login user could name a folder of its own");
        lines.add("Defaults:%s secure_path=\"%s\"".formatted(name(user), PATH));
        return lines;
    }

    private static List<String> lines(String user, Rule rule, Form form) {
        String commands = form == Form.EXACT ? rule.command() : String.join(", ", rule.older());
        return List.of("# " + rule.purpose(), "%s ALL=(root) NOPASSWD: %s".formatted(name(user), commands));
    }

    /** What sudoers reads as something else than one user: aliases, ALL, groups, numbers, and words of its own. */
    private static final Pattern NO_USER =
            Pattern.compile("[A-Z][A-Z0-9_]*|[#%+!@].*|Defaults|(?:User|Runas|Host|Cmnd|Cmd)_Alias");

    /** Why no line can name a login user, a sentence; empty if one can. */
    public static Optional<String> objection(String user) {
        return NO_USER.matcher(user).matches()
                ? Optional.of(
                        "'%s' as the name of a login user means something else in sudoers (%s), so no line is printed. Let Headroom log in as a user of another name, such as headroom: 'user' in the cluster file, or User in the configuration of ssh."
                                .formatted(
                                        user,
                                        user.equals("ALL")
                                                ? "every user"
                                                : "an alias, a group, a number of a user or a word of its own"))
                : Optional.empty();
    }

    /** A user's name as sudoers reads it: any other sign than these has a meaning there. */
    private static String name(String user) {
        return user.codePoints()
                .mapToObj(Character::toString)
                .map(sign -> sign.matches("[A-Za-z0-9._-]") ? sign : "\\" + sign)
                .reduce("", String::concat);
    }

    /** The packaged file, for the user {@code headroom}: a director that is a real server, too. */
    public static List<String> packaged(List<Rights> rights) {
        return Stream.concat(
                        Stream.of(
                                "# /etc/sudoers.d/headroom on each director and real server, for the login user"
                                        + " \"headroom\".",
                                "# 'headroom sudoers --cluster FILE' prints the lines for the hosts of a cluster. It"
                                        + " needs sudo 1.9.10 or newer;",
                                "# for an older one (Ubuntu 22.04, RHEL 8), which permits nothing by lines with ^ and"
                                        + " $, use what it prints with --old-sudo.",
                                NOT_SUDO_RS,
                                "# Check with: visudo -cf /etc/sudoers.d/headroom"),
                        lines("headroom", rights, false, Form.EXACT).stream())
                .toList();
    }

    /** What to do on a host that refuses a command that these lines permit. */
    public static String advice(String host) {
        return "Put what 'headroom sudoers --cluster FILE' prints for %s into /etc/sudoers.d/headroom there; with --old-sudo if its sudo is older than 1.9.10 (sudo -V). If it is sudo-rs, choose sudo.ws (update-alternatives --config sudo)."
                .formatted(host);
    }
}
