package dev.headroom.backend.remote.jsch.login;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.UserAuthNone;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the host which methods it takes: by the method none, first or only after the keys. JSch makes it by its name, and
 * begins each log-in with it; asked later, its answer goes on by the settings of the session. See decision 0086.
 */
public final class MethodsAsked extends UserAuthNone {
    /** Its name as a method. */
    static final String NAME = "none";

    private static final String CLASS = "userauth.";
    private static final String ASKS = "enable_auth_none";
    private static final String TAKEN = "headroom.methods";
    private static final List<String> OPERATOR_ASKED = List.of("keyboard-interactive", "password");

    /** @param late whether to ask only when it is this method's turn */
    static void over(Session session, boolean late) {
        session.setConfig(CLASS + NAME, MethodsAsked.class.getName());
        session.setConfig(ASKS, late ? "no" : "yes");
    }

    /** The methods that the host listed; none if it was not asked. */
    static List<String> taken(Session session) {
        String listed = session.getConfig(TAKEN);
        return listed == null
                ? List.of()
                : Arrays.stream(listed.split(","))
                        .filter(method -> !method.isBlank())
                        .toList();
    }

    /** Whether the host was asked and listed nothing. */
    static boolean isNoneTaken(Session session) {
        return session.getConfig(TAKEN) != null && taken(session).isEmpty();
    }

    @Override
    public boolean start(Session session) throws Exception {
        boolean asks = "yes".equals(session.getConfig(ASKS));
        boolean in = super.start(session);
        session.setConfig(ASKS, "yes");
        if (asks && !in) {
            leaveOut(session, getMethods());
        }
        return in;
    }

    /** JSch leaves out a method of which it finds no class; otherwise the operator would be asked in vain. */
    private static void leaveOut(Session session, @Nullable String listed) throws JSchException {
        if (listed == null) {
            throw new JSchException("the host does not say which methods it takes");
        }
        session.setConfig(TAKEN, listed);
        List<String> taken = taken(session);
        OPERATOR_ASKED.stream()
                .filter(method -> !taken.contains(method))
                .forEach(method -> session.setConfig(CLASS + method, "left.out"));
    }
}
