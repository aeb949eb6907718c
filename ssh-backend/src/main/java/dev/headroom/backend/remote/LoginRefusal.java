package dev.headroom.backend.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Why a host let nobody log in: what was offered to it, and what it wants. Each says a cause and a remedy. */
public sealed interface LoginRefusal {
    /** Every way to be asked, again too, the end of a sentence. */
    String WHERE_ASKED =
            "in its window (Connections, Try again), in a terminal by headroom observe, or by a headroom master in a"
                    + " terminal, which asks again after headroom connect.";

    /** What happened, the end of a sentence. */
    String cause();

    /**
     * What to do, a sentence.
     *
     * @param settings what says how to log in
     */
    String remedy(String settings);

    /**
     * There was no key to offer, or none that could be signed with.
     *
     * @param remarks why each named key could not be used
     * @param methods what the host takes besides keys, such as {@code password}; empty if it did not say
     * @param asked why the operator was not asked, or what came of it; may be empty
     */
    record NoKey(List<String> remarks, List<String> methods, String asked) implements LoginRefusal {
        public NoKey {
            remarks = List.copyOf(remarks);
            methods = List.copyOf(methods);
        }

        @Override
        public String cause() {
            return (remarks.isEmpty()
                            ? "there was no key that could be used"
                            : first(remarks) + "so there was no key that could be used")
                    + also(methods, asked);
        }

        @Override
        public String remedy(String settings) {
            return remarks.isEmpty()
                    ? "Name a key file in %s, or add the key to the agent.".formatted(settings)
                    : "Put that right, or name another key file in %s, or add a key to the agent.".formatted(settings);
        }
    }

    /**
     * A key that may be the right one could not be used, so that another key file may not help.
     *
     * @param what why: what a setting of ssh forbids and where it stands, or that the passphrase is not known, and what
     *     the host did with the key; the end of a sentence
     * @param locked the key file of which the passphrase is not known; empty where a setting forbids the key
     * @param remarks on other keys
     * @param methods what the host takes besides keys
     * @param asked why the operator was not asked for that, or what came of it; may be empty
     */
    record KeyHeldBack(String what, Optional<Path> locked, List<String> remarks, List<String> methods, String asked)
            implements LoginRefusal {
        public KeyHeldBack {
            remarks = List.copyOf(remarks);
            methods = List.copyOf(methods);
        }

        @Override
        public String cause() {
            return what + also(methods, asked) + inBrackets(remarks);
        }

        @Override
        public String remedy(String settings) {
            return locked.map(file ->
                            "Load the key into the ssh-agent ('ssh-add %s'), or start Headroom where it can ask for the passphrase: %s"
                                    .formatted(file, WHERE_ASKED))
                    .orElse("Let that setting allow the key for this host; ssh obeys it too.");
        }
    }

    /**
     * The host saw each key and took none.
     *
     * @param offered the number of keys, from 1
     * @param remarks on keys that were not offered, and on certificates
     * @param methods what the host takes besides keys
     * @param asked why the operator was not asked, or what came of it; may be empty
     */
    record KeysRefused(int offered, List<String> remarks, List<String> methods, String asked) implements LoginRefusal {
        public KeysRefused {
            remarks = List.copyOf(remarks);
            methods = List.copyOf(methods);
        }

        @Override
        public String cause() {
            String refused = offered == 1
                    ? "it refused the only key we have"
                    : "it refused all %d keys we have".formatted(offered);
            return first(remarks) + refused + also(methods, asked);
        }

        @Override
        public String remedy(String settings) {
            return "Check the user and the key in %s, and the host's authorized_keys; if they fit, the host's log says whether its sshd takes keys of that type (PubkeyAcceptedAlgorithms) and lets that user in at all (not one whose account is locked, where it runs without PAM: passwd -S)."
                    .formatted(settings);
        }
    }

    /**
     * The host ended the log-in before it had seen each key.
     *
     * @param offered the number of keys that it saw
     * @param left the keys that were not offered any more
     */
    record CutOff(int offered, List<String> left, List<String> remarks) implements LoginRefusal {
        private static final int NAMED = 3;

        public CutOff {
            left = List.copyOf(left);
            remarks = List.copyOf(remarks);
        }

        @Override
        public String cause() {
            String seen =
                    "it ended the log-in after %d key%s (its MaxAuthTries)".formatted(offered, offered == 1 ? "" : "s");
            return seen + (left.isEmpty() ? "" : ", before it saw " + named()) + inBrackets(remarks);
        }

        private String named() {
            String names = String.join(", ", left.subList(0, Math.min(NAMED, left.size())));
            return left.size() <= NAMED ? names : "%s and %d more".formatted(names, left.size() - NAMED);
        }

        @Override
        public String remedy(String settings) {
            return "Name the key that fits in %s, and set IdentitiesOnly to yes in %s."
                    .formatted(settings, RemoteFailure.CONFIGURATION);
        }
    }

    /**
     * The host takes no keys at all.
     *
     * @param methods what it takes, such as {@code password}
     * @param asked why the operator was not asked, or what came of it
     */
    record NoKeysTaken(List<String> methods, String asked) implements LoginRefusal {
        public NoKeysTaken {
            methods = List.copyOf(methods);
        }

        @Override
        public String cause() {
            return "it takes no keys, only %s%s".formatted(words(methods), asked.isEmpty() ? "" : ", and " + asked);
        }

        @Override
        public String remedy(String settings) {
            return "Let its sshd take keys (PubkeyAuthentication), or log in where Headroom can ask you: "
                    + WHERE_ASKED;
        }
    }

    /** The host takes no keys and nothing else: it has not looked at one. */
    record NothingTaken() implements LoginRefusal {
        @Override
        public String cause() {
            return "it offers no way to log in: it takes no keys and nothing else";
        }

        @Override
        public String remedy(String settings) {
            return "Let its sshd take keys of this user (PubkeyAuthentication, AuthenticationMethods).";
        }
    }

    /**
     * The host accepted a key, and asks for something else besides.
     *
     * @param methods what it asks for
     * @param asked why the operator was not asked, or what came of it
     */
    record SecondFactor(List<String> methods, String asked) implements LoginRefusal {
        public SecondFactor {
            methods = List.copyOf(methods);
        }

        @Override
        public String cause() {
            return "it accepted the key and asks for %s besides%s"
                    .formatted(words(methods), asked.isEmpty() ? "" : ", and " + asked);
        }

        @Override
        public String remedy(String settings) {
            return "Let a key suffice for Headroom's user on the host (a Match block with AuthenticationMethods"
                    + " publickey), or log in where Headroom can ask you: "
                    + WHERE_ASKED;
        }
    }

    /**
     * The host ended the log-in and said why.
     *
     * @param text its words
     */
    record Ended(String text, int offered) implements LoginRefusal {
        @Override
        public String cause() {
            return "it ended the log-in after %d key%s and says '%s'".formatted(offered, offered == 1 ? "" : "s", text);
        }

        @Override
        public String remedy(String settings) {
            return "Look into the host's log.";
        }
    }

    /**
     * The host lets the user log in and runs no command, because the password has expired.
     *
     * @param said the host's words, as one printable line of bounded length
     */
    record PasswordExpired(String said) implements LoginRefusal {
        @Override
        public String cause() {
            return "it runs no command before the user's password is changed, and says '%s'".formatted(said);
        }

        @Override
        public String remedy(String settings) {
            return "Log in as that user by ssh in a terminal and set a new password, or let root of the host do so"
                    + " (passwd); for a user with keys only, root may end the expiry (chage -M -1 -d today).";
        }
    }

    private static String also(List<String> methods, String asked) {
        return methods.isEmpty()
                ? ""
                : "; it would also take %s%s".formatted(words(methods), asked.isEmpty() ? "" : ", and " + asked);
    }

    private static String words(List<String> methods) {
        return String.join(
                " or ",
                methods.stream()
                        .map(method -> switch (method) {
                            case "password" -> "a password";
                            case "keyboard-interactive" -> "answers to its questions (keyboard-interactive)";
                            case "publickey" -> "another key";
                            case "hostbased" -> "a trusted client host (hostbased)";
                            default -> method.startsWith("gssapi") ? "Kerberos (%s)".formatted(method) : method;
                        })
                        .toList());
    }

    /** A cause that is known stands before what came of it. */
    private static String first(List<String> remarks) {
        return remarks.isEmpty() ? "" : String.join("; ", remarks) + "; ";
    }

    private static String inBrackets(List<String> remarks) {
        return remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")";
    }
}
