package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.LoginRefusal;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.Said;
import dev.headroom.backend.remote.SshTarget;
import java.util.Optional;

/**
 * Recognises the end of a command that sshd did not run: it lets a user log in whose password has expired, or while there
 * is a file /etc/nologin, and then ends each command with words on standard error. See do_pwchange and do_nologin in
 * OpenSSH's session.c.
 */
final class ShutDoor {
    private static final String EXPIRED = "Password change required but no TTY available";
    private static final int AFTER_EXPIRED = 1;
    private static final int AFTER_NOLOGIN = 254;
    private static final int LETTERS = 300;

    private ShutDoor() {}

    /**
     * The failure that the end of a command stands for.
     *
     * @param printed whether it printed anything on standard output, which sshd does not
     * @return empty if the command ran
     */
    static Optional<RemoteFailure> behind(SshTarget target, int exitCode, boolean printed, String error) {
        String said = Said.clipped(Printable.line(error.strip().replaceAll("\\s+", " ")), LETTERS);
        if (printed) {
            return Optional.empty();
        }
        if (exitCode == AFTER_EXPIRED && error.contains(EXPIRED)) {
            return Optional.of(new RemoteFailure.AuthenticationRejected(
                    target.host(), LoginFailures.where(target), target.user(), new LoginRefusal.PasswordExpired(said)));
        }
        return exitCode == AFTER_NOLOGIN
                ? Optional.of(
                        new RemoteFailure.ShutOut(target.host(), LoginFailures.where(target), target.user(), said))
                : Optional.empty();
    }
}
