package dev.headroom.backend.remote.config;

import dev.headroom.backend.remote.config.OpenSshConfig.NotFollowed;
import dev.headroom.backend.remote.config.OpenSshConfig.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that count for one host, each with its place. Paths and commands still have their tokens. Immutable.
 */
public final class HostSettings {
    private final Map<Keyword, List<Said>> said;
    private final String hostName;
    private final List<JumpHost> given;
    private final Optional<NotFollowed> refusal;
    private final List<NotFollowed> notes;

    private HostSettings(
            Map<Keyword, List<Said>> said,
            String hostName,
            List<JumpHost> given,
            Optional<NotFollowed> refusal,
            List<NotFollowed> uncertain) {
        this.said = Collections.unmodifiableMap(said);
        this.hostName = hostName;
        this.given = given;
        Objections objections = new Objections(this);
        this.refusal = refusal.or(objections::refusal);
        List<NotFollowed> all = new ArrayList<>(uncertain);
        all.addAll(objections.notes());
        this.notes = List.copyOf(all);
    }

    static HostSettings of(
            Query query,
            String hostName,
            Gathering gathered,
            Optional<NotFollowed> refusal,
            List<NotFollowed> uncertain) {
        return new HostSettings(gathered.all(), hostName, query.jumps(), refusal, uncertain);
    }

    /** The name or numeric address to connect to, after HostName; in small letters. */
    public String hostName() {
        return hostName;
    }

    /** The line that counts. */
    public Optional<Said> said(Keyword keyword) {
        return all(keyword).stream().findFirst();
    }

    /** The lines that count, of a keyword of which several do. */
    public List<Said> all(Keyword keyword) {
        return said.getOrDefault(keyword, List.of());
    }

    /** The value; empty if nothing is said. */
    public Optional<String> word(Keyword keyword) {
        return said(keyword).map(Said::word).filter(word -> !word.isEmpty());
    }

    /** The values of a keyword of which several lines count, in the order of the files. */
    public List<String> words(Keyword keyword) {
        return all(keyword).stream().map(Said::word).toList();
    }

    /** Whether the value is {@code yes}, or a kind of yes; {@code usual} if nothing is said. */
    public boolean flag(Keyword keyword, boolean usual) {
        return word(keyword)
                .map(word -> !word.equalsIgnoreCase("no") && !word.equalsIgnoreCase("false"))
                .orElse(usual);
    }

    /** The number; empty if nothing is said, or no number. */
    public Optional<Integer> number(Keyword keyword) {
        return word(keyword)
                .filter(word -> Numbers.within(word, 0, Integer.MAX_VALUE))
                .map(Integer::valueOf);
    }

    /** The time; empty if nothing is said, or {@code none}. */
    public Optional<Duration> time(Keyword keyword) {
        return word(keyword).flatMap(Numbers::seconds);
    }

    /** The list of algorithms; empty if nothing is said. */
    public Optional<AlgorithmList> algorithms(Keyword keyword) {
        return word(keyword).filter(AlgorithmList::isOne).map(AlgorithmList::of);
    }

    /** The way there. */
    public sealed interface Proxy {
        /** No other host and no command between. */
        record None() implements Proxy {}

        /**
         * Through other hosts.
         *
         * @param hosts nearest to this computer first; at least one
         */
        record Jumps(List<JumpHost> hosts) implements Proxy {
            public Jumps {
                hosts = List.copyOf(hosts);
            }
        }

        /**
         * By a command.
         *
         * @param line with its tokens
         */
        record Command(String line) implements Proxy {}
    }

    /** What is between this computer and the host. */
    public Proxy proxy() {
        if (!given.isEmpty()) {
            return new Proxy.Jumps(given);
        }
        Optional<Proxy> jumps = said(Keyword.PROXY_JUMP)
                .flatMap(line -> JumpHost.listOf(line.rest()))
                .filter(hosts -> !hosts.isEmpty())
                .map(Proxy.Jumps::new);
        return jumps.or(() -> said(Keyword.PROXY_COMMAND)
                        .filter(line -> !line.isNoCommand())
                        .map(line -> new Proxy.Command(line.rest())))
                .orElseGet(Proxy.None::new);
    }

    /** Whether the files are read again, and a name may be replaced. */
    boolean isCanonicalized() {
        return word(Keyword.CANONICALIZE_HOSTNAME)
                .filter(word -> !word.equalsIgnoreCase("no") && !word.equalsIgnoreCase("false"))
                .isPresent();
    }

    /** A setting without which Headroom would take another way than ssh. */
    public Optional<NotFollowed> refusal() {
        return refusal;
    }

    /** Settings that Headroom does not follow, though that refuses nothing: an operator should know. */
    public List<NotFollowed> notes() {
        return notes;
    }
}
