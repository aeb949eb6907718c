package dev.headroom.share.man;

import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What stands at the end of each page: exit status, environment, files, other pages.
 *
 * @param window whether the package has the window
 */
record Appendix(boolean window) {

    void write(Roff page, CommandSpec command) {
        page.macro("SH", "EXIT STATUS");
        command.root()
                .usageMessage()
                .exitCodeList()
                .forEach((number, meaning) -> entry(page, Roff.bold(number.strip()), meaning));
        page.macro("SH", "ENVIRONMENT");
        environment().forEach((name, text) -> entry(page, Roff.bold(name), text));
        page.macro("SH", "FILES");
        files().forEach((name, text) -> entry(page, Roff.italic(name), text));
        if (!window && command.parent() == null) {
            page.macro("SH", "SYSTEMD");
            page.paragraphs(
                    "The unit headroom-master@CLUSTER runs the master of the cluster file /etc/headroom/CLUSTER.yaml"
                            + " as the user headroom, with the SSH keys in /var/lib/headroom/.ssh, in the mode manual."
                            + " Called by root, the command headroom-master acts as that user, so that it answers those"
                            + " masters. First write the cluster file, readable for that user; then call 'headroom-master"
                            + " adopt --cluster /etc/headroom/CLUSTER.yaml' and 'systemctl enable --now"
                            + " headroom-master@CLUSTER'. 'systemctl edit headroom-master@CLUSTER' changes the mode.");
        }
        page.macro("SH", "SEE ALSO").line(others(command));
    }

    private static void entry(Roff page, String head, String text) {
        page.macro("TP").line(head).paragraphs(text);
    }

    private Map<String, String> environment() {
        Map<String, String> entries = new java.util.LinkedHashMap<>();
        entries.put(
                "HEADROOM_JAVA_OPTIONS",
                "Options for the Java machine, after Headroom's own: -Xmx2g gives it more heap.");
        entries.put("XDG_STATE_HOME", "Folder of the state folders, in place of ~/.local/state; ignored if relative.");
        entries.put("SSH_AUTH_SOCK", "Socket of a running ssh-agent, whose keys are offered.");
        if (window) {
            entries.put("DISPLAY, WAYLAND_DISPLAY", "Where the window opens; without both there is none.");
        }
        return entries;
    }

    private Map<String, String> files() {
        Map<String, String> entries = new java.util.LinkedHashMap<>();
        String state = "State folder of a cluster: journal, ledger, lease and socket.";
        if (window) {
            entries.put(
                    "*.headroom.yaml",
                    "Cluster files. Any other name does as well; this one opens from a file manager.");
            entries.put("~/.local/state/headroom/CLUSTER", state);
        } else {
            entries.put("/etc/headroom/CLUSTER.yaml", "Cluster files of the masters that systemd runs.");
            entries.put("/var/lib/headroom/CLUSTER", state + " For users but root: ~/.local/state/headroom/CLUSTER.");
        }
        entries.put(
                "~/.ssh/config, ~/.ssh/known_hosts", "How hosts are reached. A host key that is not known is refused.");
        entries.put("/run/headroom/loans", "On real servers: the marks of containers that Headroom started for loans.");
        return entries;
    }

    /** The parent, the neighbours and the tools that Headroom calls. */
    private static String others(CommandSpec command) {
        CommandSpec top = command.root();
        String own = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(top),
                        top.subcommands().values().stream().map(line -> line.getCommandSpec()))
                .map(ManPage::pageName)
                .filter(name -> !name.equals(ManPage.pageName(command)))
                .distinct()
                .map(name -> Roff.bold(name) + "(" + section(top) + ")")
                .collect(Collectors.joining(",\n"));
        String operators = ManPage.hasAnOperatorsPage(command) ? Roff.bold("headroom-master") + "(8),\n" : "";
        return operators + own + ",\n" + Roff.bold("ipvsadm") + "(8),\n" + Roff.bold("ssh_config") + "(5),\n"
                + Roff.bold("lxc") + "(7)";
    }

    private static int section(CommandSpec top) {
        return ManPages.section(top.name());
    }
}
