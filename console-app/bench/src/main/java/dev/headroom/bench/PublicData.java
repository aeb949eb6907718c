package dev.headroom.bench;

import dev.headroom.bench.finder.Trial;
import dev.headroom.bench.reassignment.Reassignment;
import dev.headroom.bench.replay.Replay;
import dev.headroom.bench.replay.ReplayPlan;
import dev.headroom.bench.replay.RequestLog;
import dev.headroom.bench.rule.Outcome;
import dev.headroom.bench.rule.OutcomeTable;
import dev.headroom.console.cli.CommandFailure;
import dev.headroom.console.cli.ExitCode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The public data sets in a folder: machine-reassignment instances and a log of requests; at least one of the two. */
record PublicData(List<Reassignment> instances, List<ReplayPlan> plans) {
    private static final String INSTANCES = "machine-reassignment";
    private static final String REQUESTS = "worldcup98-requests-per-minute.csv.gz";
    private static final long SEED = 1;

    /** Reads the data sets. Ends the command if the folder has none, or a broken one. */
    static PublicData in(Path folder, List<LocalDate> days) {
        Path instances = folder.resolve(INSTANCES);
        Path requests = folder.resolve(REQUESTS);
        if (!Files.isDirectory(instances) && !Files.isRegularFile(requests)) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "%s has neither a folder %s nor a file %s.".formatted(folder, INSTANCES, REQUESTS));
        }
        try {
            List<ReplayPlan> plans = new ArrayList<>();
            if (Files.isRegularFile(requests)) {
                RequestLog log = RequestLog.read(requests);
                for (LocalDate day : days) {
                    plans.add(ReplayPlan.crowd(log, day, SEED));
                }
            }
            return new PublicData(Files.isDirectory(instances) ? Reassignment.readAll(instances) : List.of(), plans);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "There is no file " + e.getMessage() + ".", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
        }
    }

    List<List<Trial>> trials() {
        return instances.stream()
                .map(instance -> List.of(Trial.of("reassignment", instance.name(), instance.problem())))
                .toList();
    }

    /** Replays each day under every rule and prints the results. */
    void replay(boolean json, PrintWriter out) {
        for (ReplayPlan plan : plans) {
            String day = plan.services().getFirst().curve().name();
            List<Outcome> outcomes = Replay.sideBySide(plan, SharingPolicy.defaults());
            if (json) {
                OutcomeTable.printJson("day", day, outcomes, out);
            } else {
                OutcomeTable.print(
                        "requests of %s: %d servers, %d services"
                                .formatted(day, plan.servers(), plan.services().size()),
                        outcomes,
                        out);
            }
            out.flush();
        }
    }
}
