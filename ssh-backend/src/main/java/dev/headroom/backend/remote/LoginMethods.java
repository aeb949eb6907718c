package dev.headroom.backend.remote;

import java.util.Optional;

/**
 * The ways to log in that the configuration of ssh allows. The host decides which of them it takes.
 *
 * @param keysForbiddenBy the setting that lets no key be offered (PubkeyAuthentication, PreferredAuthentications), and
 *     where it stands; empty if keys may be offered
 * @param keysLimitedBy the setting that lets only some types of keys be offered (PubkeyAcceptedAlgorithms), and where it
 *     stands; empty if it is not said
 * @param password PasswordAuthentication: the operator may be asked for a password
 * @param keyboardInteractive KbdInteractiveAuthentication: the operator may be asked what the host wants to know
 * @param passphrase whether the operator may be asked for the passphrase of a key file; not with BatchMode
 * @param tries NumberOfPasswordPrompts: how often one secret is asked for in one log-in, from 1
 */
public record LoginMethods(
        Optional<String> keysForbiddenBy,
        Optional<String> keysLimitedBy,
        boolean password,
        boolean keyboardInteractive,
        boolean passphrase,
        int tries) {
    /** As often as ssh asks. */
    public static final int USUAL_TRIES = 3;

    public LoginMethods {
        if (tries < 1) {
            throw new IllegalArgumentException("The number of tries (%d) must be at least 1.".formatted(tries));
        }
    }

    /** Whether keys may be offered. */
    public boolean publicKey() {
        return keysForbiddenBy.isEmpty();
    }

    /** All, each secret three times, as ssh without a configuration. */
    public static LoginMethods all() {
        return new LoginMethods(Optional.empty(), Optional.empty(), true, true, true, USUAL_TRIES);
    }

    /** Keys that need no answer of the operator, as with BatchMode. */
    public static LoginMethods keysOnly() {
        return new LoginMethods(Optional.empty(), Optional.empty(), false, false, false, 1);
    }
}
