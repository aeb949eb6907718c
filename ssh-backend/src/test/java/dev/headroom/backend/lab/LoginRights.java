package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.HostRightsText;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Sudoers.Form;
import dev.headroom.backend.fleet.SshEnvironment;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.ClusterFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code headroom sudoers} prints, put where it says, for a login user of the guests that has no other right. */
final class LoginRights {
    static final String USER = "nosudo";
    static final List<String> GUESTS = List.of("lb1", "rs1", "rs2", "rs3");

    private static final String FILE = "/etc/sudoers.d/headroom";
    private static final Pattern HEAD =
            Pattern.compile("# " + FILE + " on (?<hosts>.+), for the login user " + USER + "$");

    /** What every sudo of Debian says of its own; hosts of other distributions have no such line. */
    private static final String DEBIANS_PATH = "s/^(Defaults[[:space:]]+secure_path)/#\\1/";

    private LoginRights() {}

    /** The lab's cluster file, with this login user. */
    static Path clusterFile(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("rights.yaml"),
                Files.readString(Lab.clusterFile()).replace("user: root", "user: " + USER));
    }

    /** The lines for each guest, as they are printed. */
    static Map<String, List<String>> printed(Path clusterFile, boolean readOnly, Form form)
            throws IOException, ClusterFileException {
        List<String> lines = HostRightsText.of(ClusterFile.read(clusterFile), SshEnvironment.current(), readOnly, form);
        Map<String, List<String>> rights = new LinkedHashMap<>();
        List<String> here = new ArrayList<>();
        for (String line : lines) {
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                List<String> block = new ArrayList<>();
                List.of(head.group("hosts").split(", ", -1)).forEach(guest -> rights.put(guest, block));
                here = block;
            }
            here.add(line);
        }
        assertThat(rights).containsOnlyKeys(GUESTS);
        return rights;
    }

    /** The lines that permit or set something. */
    static List<String> effective(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** On every guest, at once. */
    static void put(Map<String, List<String>> rights) {
        rights.entrySet().parallelStream().forEach(entry -> put(entry.getKey(), entry.getValue()));
    }

    static void put(String guest, List<String> lines) {
        String text = lines.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
        assertThat(Lab.ssh(
                        guest,
                        "printf '%s\\n' " + text + " >" + FILE + ".new && chmod 440 " + FILE + ".new && visudo -cf "
                                + FILE + ".new && mv " + FILE + ".new " + FILE))
                .contains("OK");
    }

    /** The folder of the marks, as {@code packaging/linux/headroom.tmpfiles} makes it. */
    static void makeFolderOfMarks() {
        GUESTS.parallelStream()
                .forEach(guest ->
                        Lab.ssh(guest, "install -d -m 755 -o " + USER + " -g users /run/headroom /run/headroom/loans"));
    }

    /** Has sudo on the guests take the path of programs from the login user, as it does where no line sets it. */
    static void forgetDebiansPath() {
        GUESTS.parallelStream().forEach(guest -> Lab.ssh(guest, "sed -Ei.before '" + DEBIANS_PATH + "' /etc/sudoers"));
    }

    /** The guests as they were. */
    static void takeAway() {
        GUESTS.parallelStream()
                .forEach(guest -> Lab.ssh(
                        guest,
                        "rm -f " + FILE + "*; [ ! -e /etc/sudoers.before ] || mv /etc/sudoers.before /etc/sudoers;"
                                + " rm -rf /tmp/evil"));
    }
}
