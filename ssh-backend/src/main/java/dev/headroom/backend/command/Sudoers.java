package dev.headroom.backend.command;

/** The packaged file of the rights that a login user needs. */
public final class Sudoers {
    private Sudoers() {}

    /** What to do on a host that refuses a command that the packaged file permits. */
    public static String advice(String host) {
        return "Install Headroom's headroom.sudoers on %s as /etc/sudoers.d/headroom, with the login user's name in it."
                .formatted(host);
    }
}
