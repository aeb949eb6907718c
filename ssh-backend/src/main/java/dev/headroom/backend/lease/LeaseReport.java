package dev.headroom.backend.lease;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.remote.Printable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a host says of the lease. All times are by the host's own clock.
 *
 * @param held who holds it; empty where nobody does, or where the host keeps none
 * @param refused why the host did not give it to the master that asked; empty where it was not asked, or gave it
 * @param order the newest order of an operator to the holder that this host knows
 * @param noted which holder took note of which order
 * @param armed the plans of which the host takes its part back if their master dies
 * @param reverted the plans of which it has done so
 */
public record LeaseReport(
        Optional<Held> held,
        Optional<String> refused,
        Optional<HostOrder> order,
        Optional<Noted> noted,
        Set<ProposalId> armed,
        List<Reverted> reverted) {
    private static final Pattern HELD = Pattern.compile(
            "held (\\d{1,15}) ([A-Za-z0-9._-]{1,80}) (\\d{1,9}) (-?\\d{1,11}) (-|-?\\d{1,11})(?: ([!-~]{1,128}))?");

    private static final Pattern ORDER =
            Pattern.compile("order (\\d{1,11}) ([A-Za-z0-9._-]{1,80}) (halt|resume) ([!-~]{1,2000})");

    private static final Pattern NOTED =
            Pattern.compile("noted (\\d{1,11}) ([A-Za-z0-9._-]{1,80}) ([A-Za-z0-9._-]{1,80}) ([a-z-]{1,20})");

    /** How the reason ends for which a host keeps no lease: the folder is not the login user's, or full. */
    public static final String NOT_WRITTEN = "cannot be written";

    /** How to give the folder to the login user, as a part of a sentence. */
    public static final String GIVE_FOLDER =
            "install headroom.tmpfiles there as /etc/tmpfiles.d/headroom.conf, with the login user's name where the file"
                    + " has headroom, then systemd-tmpfiles --create /etc/tmpfiles.d/headroom.conf (the file is in"
                    + " packaging/linux of Headroom's source, and in /usr/share/doc/headroom*/examples where a package of"
                    + " Headroom is installed)";

    private static final Pattern ARMED = Pattern.compile("armed (P\\d{1,12})");
    private static final Pattern REVERTED = Pattern.compile("reverted (P\\d{1,12}) ([A-Za-z0-9._-]{1,80})");
    private static final String REFUSED = "refused ";
    private static final int LONGEST = 200;

    /** A host that keeps no orders, and takes nothing back by itself. */
    public LeaseReport(Optional<Held> held, Optional<String> refused) {
        this(held, refused, Optional.empty(), Optional.empty(), Set.of(), List.of());
    }

    /**
     * What a holder of the lease has done about an order.
     *
     * @param number of the order
     * @param author of the order
     * @param holder the name of the master that took note
     */
    public record Noted(long number, String author, String holder, HostOrder.Note note) {
        boolean isOf(HostOrder order) {
            return number == order.number() && author.equals(order.author());
        }
    }

    public LeaseReport {
        armed = Set.copyOf(armed);
        reverted = List.copyOf(reverted);
    }

    /**
     * A plan of which the host has taken its part back.
     *
     * @param holder the name of the master that ran it
     */
    public record Reverted(ProposalId plan, String holder) {}

    /**
     * The holder of the lease.
     *
     * @param epoch the number under which it was taken: each taking has a greater one
     * @param name of the master; the part before the last point names its installation
     * @param term how long a holder that does not renew the lease keeps it
     * @param age how long ago it was taken
     * @param idle how long ago it was renewed last; empty if the holder has left it
     * @param who the login name and the computer of the master, as USER@COMPUTER
     */
    public record Held(long epoch, String name, Duration term, Duration age, Optional<Duration> idle, String who) {
        /** Whether its holder keeps it renewed. */
        boolean isAlive() {
            return idle.filter(since -> since.compareTo(term) <= 0).isPresent();
        }
    }

    /** Reads the section. A line that is not understood says nothing. */
    public static LeaseReport parse(Section section) {
        return new LeaseReport(
                section.lines().stream().flatMap(line -> held(line).stream()).findFirst(),
                section.lines().stream()
                        .filter(line -> line.startsWith(REFUSED))
                        .map(line -> line.substring(REFUSED.length()))
                        .map(why -> why.substring(0, Math.min(LONGEST, why.length())))
                        .findFirst(),
                section.lines().stream().flatMap(line -> order(line).stream()).findFirst(),
                section.lines().stream().flatMap(line -> noted(line).stream()).findFirst(),
                section.lines().stream()
                        .map(ARMED::matcher)
                        .filter(words -> words.matches() && isNumber(words.group(1)))
                        .map(words -> ProposalId.parse(words.group(1)))
                        .collect(Collectors.toSet()),
                section.lines().stream()
                        .map(REVERTED::matcher)
                        .filter(words -> words.matches() && isNumber(words.group(1)))
                        .map(words -> new Reverted(ProposalId.parse(words.group(1)), words.group(2)))
                        .toList());
    }

    private static boolean isNumber(String plan) {
        return !plan.substring(1).chars().allMatch(digit -> digit == '0');
    }

    private static Optional<HostOrder> order(String line) {
        Matcher words = ORDER.matcher(line);
        if (!words.matches()) {
            return Optional.empty();
        }
        return named(HostOrder.Verb.class, words.group(3))
                .map(verb ->
                        new HostOrder(Long.parseLong(words.group(1)), words.group(2), verb, decoded(words.group(4))));
    }

    private static Optional<Noted> noted(String line) {
        Matcher words = NOTED.matcher(line);
        return words.matches()
                ? named(HostOrder.Note.class, words.group(4))
                        .map(note -> new Noted(Long.parseLong(words.group(1)), words.group(2), words.group(3), note))
                : Optional.empty();
    }

    /** Anyone who can write to the folder can have written it. */
    private static String decoded(String text) {
        try {
            return Printable.line(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return "someone";
        }
    }

    /** As the hosts keep it. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> Optional<E> named(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> word(value).equals(word))
                .findFirst();
    }

    private static Optional<Held> held(String line) {
        Matcher words = HELD.matcher(line);
        if (!words.matches()) {
            return Optional.empty();
        }
        String idle = words.group(5);
        return Optional.of(new Held(
                Long.parseLong(words.group(1)),
                words.group(2),
                Duration.ofSeconds(Long.parseLong(words.group(3))),
                Duration.ofSeconds(Long.parseLong(words.group(4))),
                idle.equals("-") ? Optional.empty() : Optional.of(Duration.ofSeconds(Long.parseLong(idle))),
                Optional.ofNullable(words.group(6)).orElse("a master that does not say whose it is")));
    }
}
