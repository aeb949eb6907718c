package dev.headroom.backend.remote;

import dev.headroom.backend.remote.trust.ShownKey;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A failure between this computer and a host. Each says in one sentence what happened and what to do. */
public sealed interface RemoteFailure {
    /** The host concerned. */
    HostId host();

    /** What happened, where, and what to do; of a host of the cluster file. */
    default String sentence() {
        return sentence(SETTINGS);
    }

    /**
     * The same of another host.
     *
     * @param settings what says how to reach it and to log in, for a sentence
     */
    String sentence(String settings);

    /** What says how to reach a host of the cluster file. */
    String SETTINGS = "the cluster file or " + RemoteFailure.CONFIGURATION;

    /** What says it where neither a line of it is known nor the cluster file has a say. */
    String CONFIGURATION = "the configuration of ssh";

    /** Whether a later attempt may succeed without an action of the operator. */
    default boolean transientFailure() {
        return switch (this) {
            case Unreachable _,
                    NoFurtherChannel _,
                    TimedOut _,
                    Disconnected _,
                    NotFromHere _,
                    ProxyCommandFailed _,
                    JumpForbids _,
                    ShutOut _,
                    TurnedAway _ -> true;
            case AtJump(var _, var _, var _, var failure) -> failure.transientFailure();
            case HostKeyUnknown _,
                    HostKeyChanged _,
                    HostKeyRevoked _,
                    HostKeysUnreadable _,
                    SettingNotFollowed _,
                    SameMachine _,
                    AuthenticationRejected _,
                    NoCommonAlgorithm _,
                    OutputTooLarge _,
                    RetriedLater _,
                    NotRetried _ -> false;
        };
    }

    /** No connection: name not found, refused, no route. */
    record Unreachable(HostId host, String address, String cause) implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "Cannot reach %s at %s: %s. Check that the host is up, its address in %s, and that sshd listens there."
                    .formatted(host.name(), address, cause, settings);
        }
    }

    /**
     * A setting of this computer lets no connection begin; the host has not been asked.
     *
     * @param cause the end of a sentence
     * @param lines the settings, each with its place
     */
    record NotFromHere(HostId host, String address, String cause, String lines) implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "Cannot reach %s at %s: %s. Correct that setting of this computer, %s, or drop it for this host; the host has not been asked."
                    .formatted(host.name(), address, cause, lines);
        }
    }

    /**
     * The ProxyCommand did not lead to the host.
     *
     * @param program the first word of the command; the others may hold a secret
     * @param cause what the command did, and the last line of its standard error; a sentence without its full stop
     */
    record ProxyCommandFailed(HostId host, String program, String cause) implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "Cannot reach %s: %s. Run that command ('%s …' in ssh_config) in a terminal: it must print what the host's sshd says, and nothing else."
                    .formatted(host.name(), cause, program);
        }
    }

    /**
     * The way leads through a jump host, and that one cannot be used.
     *
     * @param jump the jump host that failed, as sentences name it
     * @param place what says how to reach it: file and line, or the configuration of ssh
     * @param failure what happened there
     */
    record AtJump(HostId host, String jump, String place, RemoteFailure failure) implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "%s is reached through the jump host %s (%s), and that failed. %s"
                    .formatted(host.name(), jump, place, failure.sentence(place));
        }
    }

    /**
     * A jump host does not let this login open connections to the host.
     *
     * @param address address and port of the host, as the jump host was asked for them
     */
    record JumpForbids(HostId host, String jump, String address) implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "The jump host %s does not let us connect to %s (%s). Allow it there: AllowTcpForwarding and PermitOpen in its sshd_config, and the options of our key in its authorized_keys."
                    .formatted(jump, host.name(), address);
        }
    }

    /**
     * The host and Headroom share no algorithm of one kind.
     *
     * @param offered what the host offers, with commas
     * @param ours what Headroom offers, with commas
     * @param byOperator whether a line of the operator's configuration of ssh says what Headroom offers
     * @param onDemand of the host's, what Headroom takes only where ssh_config names it; with commas, may be empty
     */
    record NoCommonAlgorithm(
            HostId host,
            String address,
            AlgorithmKind kind,
            String offered,
            String ours,
            boolean byOperator,
            String onDemand)
            implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            if (byOperator) {
                return "%s (%s) and Headroom have no common %s: the host offers %s; by the line %s of your configuration of ssh, Headroom offers only %s. Name one of the host's in that line, or drop it ('headroom ssh-config' says where it stands); the host needs no change."
                        .formatted(host.name(), address, kind.term(), offered, kind.keyword(), ours);
            }
            String remedy = onDemand.isEmpty()
                    ? ""
                    : " If that cannot be, and ssh too connects to it only so, say '%s +%s' for it in ssh_config, which is weaker."
                            .formatted(kind.keyword(), onDemand);
            return "%s (%s) and Headroom have no common %s: the host offers %s; Headroom offers %s. Allow one of these in the host's sshd_config (%s).%s"
                    .formatted(host.name(), address, kind.term(), offered, ours, kind.keyword(), remedy);
        }
    }

    /** The host is logged in to and opens no channel for one more command. */
    record NoFurtherChannel(HostId host, String address) implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "%s (%s) opens no further channel on our connection: its limit is reached. If that lasts, raise MaxSessions in its sshd_config (0 allows no command at all)."
                    .formatted(host.name(), address);
        }
    }

    /**
     * No known_hosts file has the host's key. Only the key exchange was sent.
     *
     * @param knownHosts where a new key belongs
     * @param notKept why {@code headroom trust} cannot add it, the end of a sentence; empty if it can
     */
    record HostKeyUnknown(
            HostId host,
            String address,
            String keyType,
            String fingerprint,
            String knownHosts,
            ShownKey shown,
            Optional<String> notKept)
            implements RemoteFailure {
        /** A key that {@code headroom trust} can add. */
        public HostKeyUnknown(
                HostId host, String address, String keyType, String fingerprint, String knownHosts, ShownKey shown) {
            this(host, address, keyType, fingerprint, knownHosts, shown, Optional.empty());
        }

        @Override
        public String sentence(String settings) {
            return "The host key of %s (%s) is not known: %s %s. Compare the fingerprint with the host's own, then add its key to %s%s."
                    .formatted(
                            host.name(),
                            address,
                            keyType,
                            fingerprint,
                            knownHosts,
                            notKept.map("; headroom trust cannot do so: %s"::formatted)
                                    .orElse(", or let headroom trust do so"));
        }
    }

    /**
     * The host shows another key than every known one: the host was rebuilt, or another machine answers in its place.
     *
     * @param known file and line of a known key
     */
    record HostKeyChanged(HostId host, String address, String keyType, String fingerprint, String known, ShownKey shown)
            implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "The host key of %s (%s) has CHANGED to %s %s; %s has another. Another machine may answer in its place; only if the host was rebuilt, or compared there, put the new key in place of that line."
                    .formatted(host.name(), address, keyType, fingerprint, known);
        }
    }

    /**
     * The host shows a key that a known_hosts file forbids.
     *
     * @param by file and line of the revocation
     */
    record HostKeyRevoked(HostId host, String address, String keyType, String fingerprint, String by)
            implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "The host key of %s (%s) is REVOKED by %s: %s %s. Another machine may hold that key: give the host a new key, and ask who revoked the old one."
                    .formatted(host.name(), address, by, keyType, fingerprint);
        }
    }

    /** A file of known or revoked host keys cannot be read, so a revocation could be overlooked. */
    record HostKeysUnreadable(HostId host, String address, String cause) implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "The host key of %s (%s) cannot be checked: %s. Correct that file, or the setting of ssh that names it."
                    .formatted(host.name(), address, cause);
        }
    }

    /**
     * OpenSSH's configuration demands something that Headroom does not do; without it Headroom would take another way
     * than ssh.
     *
     * @param setting as it is written, such as {@code ProxyJump bastion}
     * @param place file and line
     * @param remedy what to do, a sentence
     */
    record SettingNotFollowed(HostId host, String setting, String place, String remedy) implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "%s is not connected to: %s says '%s', which Headroom does not follow, and without it the host would be reached in another way than by ssh. %s"
                    .formatted(host.name(), place, setting, remedy);
        }
    }

    /**
     * The cluster file has the host twice: OpenSSH's configuration leads two of its entries to one machine.
     *
     * @param other the entry that is connected to
     */
    record SameMachine(HostId host, HostId other, String address, int port) implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "%s is not connected to: by the configuration of ssh it is the machine of %s (%s, port %d), which would be counted twice. Correct the address of one of the two in the cluster file, or its HostName or Port in the configuration of ssh."
                    .formatted(host.name(), other.name(), address, port);
        }
    }

    /**
     * The host let nobody log in.
     *
     * @param why what was offered, and what the host wants
     * @param greeting what the host said to everybody during the log-in (its banner), as one printable line of bounded
     * length; may be empty
     */
    record AuthenticationRejected(HostId host, String address, String user, LoginRefusal why, String greeting)
            implements RemoteFailure {
        /** A rejection by a host without a banner. */
        public AuthenticationRejected(HostId host, String address, String user, LoginRefusal why) {
            this(host, address, user, why, "");
        }

        @Override
        public String sentence(String settings) {
            return "%s (%s) does not let the user '%s' log in: %s. %s%s"
                    .formatted(
                            host.name(),
                            address,
                            user,
                            why.cause(),
                            why.remedy(settings),
                            greeting.isEmpty() ? "" : " Its banner says: '%s'.".formatted(greeting));
        }
    }

    /**
     * The host lets the user log in and runs no command, as sshd does while there is a file /etc/nologin.
     *
     * @param said the host's words, as one printable line of bounded length; may be empty
     */
    record ShutOut(HostId host, String address, String user, String said) implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "%s (%s) runs no command for the user '%s' now, as with a file /etc/nologin%s. If it is not in maintenance, look for that file."
                    .formatted(
                            host.name(),
                            address,
                            user,
                            said.isEmpty() ? ", and says nothing" : ", and says '%s'".formatted(said));
        }
    }

    /**
     * The host's sshd lets nobody log in from here for now, and says so before SSH begins.
     *
     * @param why as the host's words tell it
     */
    record TurnedAway(HostId host, String address, Why why) implements RemoteFailure {
        /** Why an sshd turns a connection away, by the words of OpenSSH's sshd. */
        public enum Why {
            NOT_ALLOWED(
                    "Not allowed at this time",
                    "sshd does so for some minutes after log-ins from here that failed or broke off (PerSourcePenalties), and while it has too many log-ins at once (MaxStartups). It ends by itself; if it does not, look in the host's log for which it is."),
            TOO_MANY(
                    "Exceeded MaxStartups",
                    "it has too many log-ins at once. It ends by itself; if it does not, look in the host's log for who logs in so often, or raise MaxStartups in its sshd_config.");

            private final String words;
            private final String meaning;

            Why(String words, String meaning) {
                this.words = words;
                this.meaning = meaning;
            }

            /** The reason that a line of a host tells; empty for other lines. */
            public static Optional<Why> of(String line) {
                return Stream.of(values()).filter(why -> line.equals(why.words)).findFirst();
            }
        }

        @Override
        public String sentence(String settings) {
            return "%s (%s) lets this computer not log in for now and says '%s': %s"
                    .formatted(host.name(), address, why.words, why.meaning);
        }
    }

    /**
     * No answer in time.
     *
     * @param what what was waited for
     * @param deadline how long was really waited
     */
    record TimedOut(HostId host, String what, Duration deadline) implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "%s did not answer within %s (%s). It may be overloaded, frozen or cut off."
                    .formatted(host.name(), words(deadline), what);
        }
    }

    /** The connection was lost after it had been established. */
    record Disconnected(HostId host, String cause) implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "The connection to %s was lost: %s.".formatted(host.name(), cause);
        }
    }

    /**
     * A command printed more than is allowed: reading on could fill the memory.
     *
     * @param limit the allowed number of bytes
     */
    record OutputTooLarge(HostId host, String what, long limit) implements RemoteFailure {
        @Override
        public String sentence(String settings) {
            return "%s printed more than %d bytes for %s; the rest was not read.".formatted(host.name(), limit, what);
        }
    }

    /**
     * A refused login that is not tried again before a pause is over.
     *
     * @param pause the time between two attempts
     * @param left the number of attempts that Headroom still makes by itself
     */
    record RetriedLater(RemoteFailure refusal, Duration pause, int left) implements RemoteFailure {
        @Override
        public HostId host() {
            return refusal.host();
        }

        @Override
        public String sentence(String settings) {
            return "%s It is tried again every %s, %s, so that the host does not ban us; a change of the key files, the agent's keys or known_hosts is tried at once."
                    .formatted(
                            refusal.sentence(settings), words(pause), left == 1 ? "once more" : left + " times more");
        }
    }

    /** A refused login that Headroom tries no more by itself. */
    record NotRetried(RemoteFailure refusal) implements RemoteFailure {
        @Override
        public HostId host() {
            return refusal.host();
        }

        @Override
        public String sentence(String settings) {
            return "%s It is not tried again, so that the host does not ban us, until the key files, the agent's keys or known_hosts change, or you ask for it (in the window: Connections, Try again; or: headroom connect)."
                    .formatted(refusal.sentence(settings));
        }
    }

    private static String words(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) < 0
                ? time.toMillis() + " ms"
                : Math.round(time.toMillis() / 1000.0) + " s";
    }
}
