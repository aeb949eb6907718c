package dev.headroom.bench.ssh;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts a main class of this module in a Java process of its own, with the modules or the class path of this one. */
final class JavaProcess {
    private static final String MODULE = "dev.headroom.bench";

    private JavaProcess() {}

    /** The options of this virtual machine about memory and compilation: what is measured has the program's own. */
    static List<String> ownOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X"))
                .toList();
    }

    /**
     * Starts the process. Its standard error is this process's own; it knows no ssh-agent.
     *
     * @param options for the virtual machine
     */
    static Process start(Class<?> main, List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        if (main.getModule().isNamed()) {
            Optional.ofNullable(System.getProperty("jdk.module.path"))
                    .ifPresent(path -> command.addAll(List.of("--module-path", path)));
            command.addAll(List.of("--add-modules", "ALL-MODULE-PATH", "-m", MODULE + "/" + main.getName()));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        }
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("SSH_AUTH_SOCK");
        return builder.start();
    }
}
