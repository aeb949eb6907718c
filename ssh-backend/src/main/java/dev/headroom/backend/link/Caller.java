package dev.headroom.backend.link;

import java.util.Optional;

/** Who calls this program at a prompt, and by which name it is called there. */
public final class Caller {
    private Caller() {}

    /** The command: the package for servers has another one than the console's. */
    public static String command() {
        return System.getProperty("headroom.command", "headroom");
    }

    /** The operator's name, for the journal: who called sudo, else the user of this process. */
    public static String operator() {
        return operator(Optional.ofNullable(System.getenv("SUDO_USER")), System.getProperty("user.name", "operator"));
    }

    static String operator(Optional<String> sudo, String user) {
        return sudo.filter(name -> !name.isBlank()).orElse(user);
    }
}
