package dev.headroom.bench;

import dev.headroom.backend.json.JsonLine;
import dev.headroom.bench.finder.Trial;
import dev.headroom.bench.reassignment.Reassignment;
import dev.headroom.bench.replay.Replay;
import dev.headroom.bench.replay.ReplayPlan;
import dev.headroom.bench.replay.ReplayResult;
import dev.headroom.bench.replay.RequestLog;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
            List<ReplayResult> results = Replay.sideBySide(plan, SharingPolicy.defaults());
            if (json) {
                results.forEach(result -> out.println(JsonLine.of(toMap(day, result))));
            } else {
                print(plan, day, results, out);
            }
            out.flush();
        }
    }

    private static void print(ReplayPlan plan, String day, List<ReplayResult> results, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "requests of %s: %d servers, %d services, %.0f requests asked; flap: start and stop within 5 minutes%n",
                day,
                plan.servers(),
                plan.services().size(),
                results.getFirst().asked());
        out.printf(
                "  %-12s %22s %8s %19s %7s %6s %6s%n",
                "rule", "unmet request-seconds", "part", "overloaded minutes", "starts", "stops", "flaps");
        for (ReplayResult result : results) {
            out.printf(
                    Locale.ROOT,
                    "  %-12s %22.0f %6.3f %% %19.1f %7d %6d %6d%n",
                    result.rule(),
                    result.unmet(),
                    100 * result.unmet() / result.asked(),
                    result.overloadedMinutes(),
                    result.starts(),
                    result.stops(),
                    result.flaps());
        }
    }

    private static Map<String, Object> toMap(String day, ReplayResult result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("day", day);
        map.put("rule", result.rule());
        map.put("asked", result.asked());
        map.put("unmetRequestSeconds", result.unmet());
        map.put("overloadedServerMinutes", result.overloadedMinutes());
        map.put("starts", result.starts());
        map.put("stops", result.stops());
        map.put("flaps", result.flaps());
        return map;
    }
}
