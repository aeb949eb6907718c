package dev.headroom.backend.remote;

/**
 * The ways to log in that the configuration of ssh allows. The host decides which of them it takes.
 *
 * @param publicKey PubkeyAuthentication
 * @param password PasswordAuthentication: the operator may be asked for a password
 * @param keyboardInteractive KbdInteractiveAuthentication: the operator may be asked what the host wants to know
 * @param passphrase whether the operator may be asked for the passphrase of a key file; not with BatchMode
 * @param tries NumberOfPasswordPrompts: how often one secret is asked for in one log-in, from 1
 */
public record LoginMethods(
        boolean publicKey, boolean password, boolean keyboardInteractive, boolean passphrase, int tries) {
    /** As often as ssh asks. */
    public static final int USUAL_TRIES = 3;

    public LoginMethods {
        if (tries < 1) {
            throw new IllegalArgumentException("The number of tries (%d) must be at least 1.".formatted(tries));
        }
    }

    /** Ways among which the passphrase of a key file may be asked for. */
    public LoginMethods(boolean publicKey, boolean password, boolean keyboardInteractive, int tries) {
        this(publicKey, password, keyboardInteractive, true, tries);
    }

    /** All, each secret three times, as ssh without a configuration. */
    public static LoginMethods all() {
        return new LoginMethods(true, true, true, true, USUAL_TRIES);
    }

    /** Keys that need no answer of the operator, as with BatchMode. */
    public static LoginMethods keysOnly() {
        return new LoginMethods(true, false, false, false, 1);
    }
}
