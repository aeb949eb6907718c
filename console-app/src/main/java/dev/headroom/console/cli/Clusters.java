package dev.headroom.console.cli;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.ClusterFileException;
import dev.headroom.backend.journal.FileTrouble;
import dev.headroom.backend.journal.LedgerFile;
import dev.headroom.backend.journal.StateFolder;
import dev.headroom.backend.remote.secrets.SecretPrompt;
import dev.headroom.backend.time.TimeLimit;
import dev.headroom.console.cli.ssh.TerminalPrompt;
import dev.headroom.console.cli.ssh.UnhurriedPrompt;
import dev.headroom.console.fx.NearestNames;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads cluster files and connects to their hosts. */
public final class Clusters {
    private Clusters() {}

    /** Reads a cluster file; a mistake ends the command with the file, the line and what was expected there. */
    public static ClusterFile read(Path file) {
        try {
            return ClusterFile.read(file);
        } catch (ClusterFileException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
        }
    }

    /** Prints what the file says in vain, which ends no command. */
    static void remark(ClusterFile file, PrintWriter err) {
        file.remarks().forEach(remark -> err.println("headroom: " + remark));
        err.flush();
    }

    /** Connects to every host of the file, and asks at the terminal; SSH settings that cannot be read end the command. */
    public static ClusterConnection connect(ClusterFile file) {
        return connect(file, TerminalPrompt.ofThisProcess());
    }

    /** The same, with another way to the operator. */
    static ClusterConnection connect(ClusterFile file, SecretPrompt prompt) {
        return connected(() -> ClusterConnection.overSsh(file, prompt));
    }

    /**
     * The same for a command that looks once and ends.
     *
     * @param limit stands still while the operator is asked
     */
    public static ClusterConnection connectOnce(ClusterFile file, TimeLimit limit) {
        return connected(
                () -> ClusterConnection.once(file, new UnhurriedPrompt(TerminalPrompt.ofThisProcess(), limit)));
    }

    /** Ends the command with the names that may have been meant, if the file lacks one of these hosts. */
    public static void checkHosts(ClusterFile file, Path path, Collection<String> wanted) {
        Set<String> known = file.hosts().stream().map(host -> host.id().name()).collect(Collectors.toSet());
        wanted.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "%s has no host '%s'; %s.".formatted(path, name, NearestNames.of(name, known)));
        });
    }

    private interface Connecting {
        ClusterConnection connect() throws IOException;
    }

    private static ClusterConnection connected(Connecting connecting) {
        try {
            return connecting.connect();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "Your SSH configuration cannot be read: %s.".formatted(e.getMessage()), e);
        }
    }

    /**
     * The installation that uses a state folder.
     *
     * @param folder the state folder of the cluster
     */
    static Installation installation(ClusterFile file, Path folder) {
        try {
            return StateFolder.knownInstallation(folder)
                    .map(id -> new Installation(id, file.name()))
                    .orElse(Installation.NONE);
        } catch (IOException e) {
            throw unread(folder, e);
        }
    }

    /**
     * What the master that uses a state folder knows to be its own: loans, and weights that it has set. Makes no file.
     *
     * @param folder the state folder of the cluster
     */
    static SharingMemory known(Path folder) {
        try {
            return new LedgerFile(folder).read().memory();
        } catch (IOException e) {
            throw unread(folder, e);
        }
    }

    private static CommandFailure unread(Path folder, IOException e) {
        return new CommandFailure(
                ExitCode.BAD_INPUT,
                "%s cannot be read (%s), so it is unknown which loans and weights are ours."
                        .formatted(folder, FileTrouble.of(e)),
                e);
    }

    /** A command speller for a snapshot without a cluster file, as if every login user were root. */
    static ActionCommands commandsFor(ClusterSnapshot snapshot) {
        Map<HostId, Privilege> privileges = new HashMap<>();
        snapshot.directors().forEach(d -> privileges.put(d.id(), Privilege.ROOT));
        snapshot.servers().forEach(s -> privileges.put(s.id(), Privilege.ROOT));
        return ActionCommands.withUsualRuntime(privileges, Installation.NONE);
    }
}
