package dev.headroom.backend.remote.secrets;

import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.Said;
import java.nio.file.Path;

/** What the operator is asked for; equal questions have one answer. */
public sealed interface SecretQuestion {
    /** The question, one printable line of bounded length. */
    String line();

    /** Whether the answer may be shown while it is typed. */
    default boolean echo() {
        return false;
    }

    /** Whether no letter at all is an answer too; a host may ask for no more than the Enter key. */
    default boolean mayBeEmpty() {
        return false;
    }

    /**
     * The passphrase of a key file. It stays on this computer.
     *
     * @param file as it is named in the configuration
     */
    record Passphrase(Path file) implements SecretQuestion {
        @Override
        public String line() {
            return "Passphrase of the key file %s (it stays on this computer)"
                    .formatted(Printable.line(file.toString()));
        }
    }

    /**
     * The password of a user on a host, which gets it.
     *
     * @param place address and port of the host
     */
    record Password(String user, String place) implements SecretQuestion {
        @Override
        public String line() {
            return "Password of the user '%s' on %s, for the log-in there (password)".formatted(user, place);
        }
    }

    /**
     * A question of a host, which gets the answer; it may be one that is good only once.
     *
     * @param user who logs in
     * @param place address and port of the host
     * @param words what the host says before the question, as they came; cut in the line where they are long
     * @param prompt the question itself, as it came; cut only where it alone is long
     * @param echo whether the host allows the answer to be shown
     */
    record OfHost(String user, String place, String words, String prompt, boolean echo) implements SecretQuestion {
        private static final int LETTERS = 150;

        @Override
        public boolean mayBeEmpty() {
            return true;
        }

        @Override
        public String line() {
            return "%s asks the user '%s' (keyboard-interactive): '%s'"
                    .formatted(
                            place,
                            user,
                            "%s %s".formatted(shown(words), shown(prompt)).strip());
        }

        private static String shown(String text) {
            return Said.clipped(Printable.line(text.strip().replaceAll("\\s+", " ")), LETTERS);
        }
    }
}
