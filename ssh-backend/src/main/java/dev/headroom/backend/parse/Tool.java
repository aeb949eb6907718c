package dev.headroom.backend.parse;

import java.util.Optional;

/**
 * What the agent reads on a host: a program, or a file of the kernel.
 *
 * @param command as an operator would type it on the host
 * @param aPackage the Debian package that brings the program; empty for a file
 * @param mayRead the command that the packaged sudoers allows the login user for reading, to the letter: a wider rule
 * could give a
 *     root shell ({@code lxc-attach})
 */
public record Tool(String command, Optional<String> aPackage, String mayRead) {
    /** A command of {@code ipvsadm}. */
    static Tool ipvsadm(String command) {
        return new Tool(
                command,
                Optional.of("ipvsadm"),
                "/usr/sbin/ipvsadm -Sn, /usr/sbin/ipvsadm -Ln, /usr/sbin/ipvsadm -Ln --stats --exact, /usr/sbin/ipvsadm -Ln --thresholds, "
                        + "/usr/sbin/ipvsadm -Ln --persistent-conn, /usr/sbin/ipvsadm -Ln --daemon, /usr/sbin/ipvsadm -Ln --timeout");
    }

    /** A tool that no package brings. */
    static Tool builtIn(String name) {
        return new Tool(name, Optional.empty(), name);
    }

    /** The program, without its arguments. */
    public String program() {
        return command.split(" ", 2)[0];
    }
}
