package dev.headroom.backend.parse;

import java.util.Optional;

/**
 * What the agent reads on a host: a program, or a file of the kernel.
 *
 * @param command as an operator would type it on the host
 * @param aPackage the Debian package that brings the program; empty for a file
 */
public record Tool(String command, Optional<String> aPackage) {
    /** A command of {@code ipvsadm}. */
    static Tool ipvsadm(String command) {
        return new Tool(command, Optional.of("ipvsadm"));
    }

    /** A tool that no package brings. */
    static Tool builtIn(String name) {
        return new Tool(name, Optional.empty());
    }

    /** The program, without its arguments. */
    public String program() {
        return command.split(" ", 2)[0];
    }
}
