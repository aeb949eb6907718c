package dev.headroom.backend;

import dev.headroom.backend.control.driver.Edition;
import dev.headroom.backend.inventory.ClusterFile;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the journal tells at the start of a master: by which program and which settings it decides. */
final class About {
    private static final int DIGITS = 8;

    private About() {}

    /** As {@code Headroom 0.1.0 (commit 4711abc), policy 3f2a… and cluster file 71bc… of shop, user root.} */
    static Edition of(ClusterFile file) {
        String policy = hash(policy(file));
        return new Edition(sentence(file, policy), policy);
    }

    private static String sentence(ClusterFile file, String policy) {
        return "Headroom %s (commit %s), policy %s and cluster file %s of %s, user %s."
                .formatted(
                        told("HEADROOM_VERSION")
                                .or(() -> Optional.ofNullable(
                                                About.class.getModule().getDescriptor())
                                        .flatMap(ModuleDescriptor::rawVersion))
                                .orElse("(unreleased)"),
                        told("HEADROOM_COMMIT").orElse("unknown"),
                        policy,
                        hash(meaning(file)),
                        file.name(),
                        System.getProperty("user.name", "unknown"));
    }

    /** In an order of its own: that of a map differs with each start of Java. */
    private static String policy(ClusterFile file) {
        return List.of(
                        file.policy(),
                        file.limits().with(Map.of()),
                        new TreeMap<>(file.limits().services()))
                .toString();
    }

    /** All that the file means, without where in it that stands. */
    private static String meaning(ClusterFile file) {
        return List.of(
                        file.name(),
                        file.directors(),
                        file.servers(),
                        file.services(),
                        file.interval(),
                        file.lease(),
                        policy(file))
                .toString();
    }

    /** A value of the file that the build leaves in the program's own Java. */
    private static Optional<String> told(String key) {
        try {
            Path release = Path.of(System.getProperty("java.home", ""), "release");
            Matcher line =
                    Pattern.compile("(?m)^" + key + "=\"?([^\"\\n]*)\"?$").matcher(Files.readString(release));
            return line.find() ? Optional.of(line.group(1)) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
