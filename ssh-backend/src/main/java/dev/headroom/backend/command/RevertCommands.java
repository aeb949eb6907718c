package dev.headroom.backend.command;

import dev.headroom.backend.script.ScriptFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Spells how a director is told to take its part of a plan back by itself if the master dies, in the same remote line as the first
 * command of the plan there. Pure, save that it reads its scripts from the class path. See decision 0130.
 */
public final class RevertCommands {
    /** The start of the first line that the host prints; {@link #ARMED} or the reason follows. */
    public static final String SAYS = "headroom: ";

    /** What the host says that waits for the master's death. */
    public static final String ARMED = "armed";

    /**
     * How often the host must see that the lease has run out, 5 s after each other, before it acts: 2 min after the term. Cuts of
     * a network that heals by itself are shorter, and a host that was frozen for an hour has looked once.
     */
    public static final int LOOKS = 24;

    /** Arms, then runs the command. Usage: FILE LEASE REVERT COMMAND... */
    public static final String ARM = line("arm.sh");

    /** Waits and takes back. Usage: CLUSTER EPOCH HOLDER PLAN LOOKS LISTING... */
    public static final String REVERT = line("revert.sh");

    private static final Duration LISTING = Duration.ofSeconds(30);

    private RevertCommands() {}

    /** A change that the director takes back. */
    public sealed interface Change {
        /**
         * A weight that the plan changes.
         *
         * @param header how a listing begins the line of the virtual service
         * @param endpoint of the destination
         * @param wanted the weight before the plan
         * @param weights those that the plan sets: any other is somebody else's, and stays
         * @param command sets the weight
         */
        record Back(String header, String endpoint, String wanted, List<String> weights, CommandLine command)
                implements Change {}

        /**
         * A destination that the plan adds.
         *
         * @param header as above
         * @param endpoint as above
         * @param weights as above
         * @param replaced the destinations of the service that the plan removes: while one of them is gone, the new one stays
         * @param quiesce sets its weight to 0
         * @param remove removes it, once it is drained
         */
        record Out(
                String header,
                String endpoint,
                List<String> weights,
                List<String> replaced,
                CommandLine quiesce,
                CommandLine remove)
                implements Change {}
    }

    /**
     * The lease under which a plan runs.
     *
     * @param cluster the name in the cluster file
     * @param epoch the number
     * @param holder the name of the master
     */
    public record Lease(String cluster, long epoch, String holder) {}

    /**
     * The command behind the arming. It runs whether the host could be armed or not, and no later than {@link LeaseCommands#BEGINS}
     * says; the first line of the output says whether it is armed.
     *
     * @param plan the proposal: a letter and digits
     * @param looks usually {@link #LOOKS}
     * @param changes in the order in which they are taken back
     * @param command changes the director, with the login user's rights
     */
    public static CommandLine armed(
            Lease lease, String plan, int looks, Privilege privilege, List<Change> changes, CommandLine command) {
        List<String> revert = new ArrayList<>(List.of(
                "sh",
                "-c",
                changes.stream().map(RevertCommands::call).collect(Collectors.joining("; ", "changes() { ", "; }; "))
                        + REVERT,
                "headroom",
                CommandLine.name(lease.cluster()),
                Long.toString(lease.epoch()),
                lease.holder(),
                CommandLine.name(plan),
                Integer.toString(looks)));
        revert.addAll(List.of("timeout", "-k", "5", Long.toString(LISTING.toSeconds())));
        revert.addAll(privilege.apply(IpvsCommands.listPersistent()).arguments());
        List<String> all = new ArrayList<>(List.of(
                "sh",
                "-c",
                ARM,
                "headroom",
                ".armed.%s.%s".formatted(lease.cluster(), plan),
                lease.epoch() + " " + lease.holder(),
                new CommandLine(revert).toShell()));
        all.addAll(command.arguments());
        return new CommandLine(all);
    }

    private static String call(Change change) {
        List<String> words = new ArrayList<>();
        switch (change) {
            case Change.Back(var header, var endpoint, var wanted, var weights, var command) -> {
                words.addAll(List.of("back", header, endpoint, wanted, String.join(" ", weights)));
                words.addAll(command.arguments());
            }
            case Change.Out(var header, var endpoint, var weights, var replaced, var quiesce, var remove) ->
                words.addAll(List.of(
                        "out",
                        header,
                        endpoint,
                        String.join(" ", weights),
                        String.join(" ", replaced),
                        String.join(" ", quiesce.arguments()),
                        String.join(" ", remove.arguments())));
        }
        return new CommandLine(words).toShell();
    }

    private static String line(String file) {
        return ScriptFile.read(RevertCommands.class, file)
                .lines()
                .map(String::strip)
                .filter(text -> !text.isEmpty() && !text.startsWith("#"))
                .collect(Collectors.joining(" "));
    }
}
