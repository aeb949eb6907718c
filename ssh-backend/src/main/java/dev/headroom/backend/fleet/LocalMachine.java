package dev.headroom.backend.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What tokens of ssh_config(5) say about this computer.
 *
 * @param hostName its own name, with the domain if it has one
 * @param userId the number of the user who runs Headroom
 * @param variables the environment
 */
public record LocalMachine(String hostName, String userId, Map<String, String> variables) {
    private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");

    public LocalMachine {
        variables = Map.copyOf(variables);
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return hostName;
    }

    /** This computer, with the environment of this process. */
    public static LocalMachine current() {
        return new LocalMachine(name(), loginUserId(), System.getenv());
    }

    private static String name() {
        try {
            return Files.readString(KERNEL_NAME).strip();
        } catch (IOException _) {
            return nameByNetwork();
        }
    }

    private static String nameByNetwork() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return Optional.ofNullable(System.getenv("COMPUTERNAME")).orElse("localhost");
        }
    }

    private static String loginUserId() {
        try {
            return String.valueOf(Files.getAttribute(Path.of(System.getProperty("user.home")), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            return "";
        }
    }
}
