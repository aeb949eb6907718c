package dev.headroom.backend.parse;

/**
 * What the agent reads on a host: a program, or a file of the kernel.
 *
 * @param command as an operator would type it there
 * @param aPackage which of Debian's packages brings the program; empty for a file
 * @param mayRead what the packaged sudoers lets the login user read with it: to the letter, since a wider rule could be root's shell
 *     ({@code lxc-attach})
 */
public record Tool(String command, String aPackage, String mayRead) {
    /** The director's table. */
    static Tool ipvsadm(String command) {
        return new Tool(
                command,
                "ipvsadm",
                "/usr/sbin/ipvsadm -Sn, /usr/sbin/ipvsadm -Ln, /usr/sbin/ipvsadm -Ln --stats --exact, /usr/sbin/ipvsadm -Ln --thresholds, "
                        + "/usr/sbin/ipvsadm -Ln --persistent-conn, /usr/sbin/ipvsadm -Ln --daemon, /usr/sbin/ipvsadm -Ln --timeout");
    }

    /** What no package brings. */
    static Tool builtIn(String name) {
        return new Tool(name, "", name);
    }

    /** The program alone. */
    public String program() {
        return command.split(" ", 2)[0];
    }
}
