package dev.headroom.bench.reassignment;

import dev.headroom.bench.reassignment.Instance.Job;
import dev.headroom.bench.reassignment.Instance.Machine;
import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Borrower.Limits;
import dev.headroom.ma2scf.placement.Problem;
import dev.headroom.ma2scf.placement.Supply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A machine-reassignment instance as a question of lending. The challenge moves whole processes; here the same machines, footprints
 * and constraints are asked for shares of load:
 *
 * <ul>
 *   <li>Every other service (of an even number) is a borrower, as if it had lost all its servers: its processes run nowhere. The
 *       processes of the others stay where the initial assignment has them: they are the machines' own load.
 *   <li>Resource 0 is in proportion to load, the others are taken by containers. A machine lends its safety capacity (the
 *       challenge's reserve) less its own load, never less than 0.
 *   <li>A borrower's demand is what its processes need of resource 0. A container carries as much as its largest process and takes
 *       of the other resources the mean of its processes. It may have as many containers as processes, one on a machine (the
 *       challenge's conflict constraint).
 *   <li>A location is a zone; a spread of s over n processes allows ceil(n / s) containers a zone.
 *   <li>A borrower runs only in neighborhoods where all services that it depends on have a process; dependencies on another
 *       borrower are left out, because where that one runs is part of the answer.
 * </ul>
 */
public record Reassignment(String name, Problem problem) {
    private static final String MODEL = "model_";
    private static final String MODEL_END = ".txt.gz";

    /**
     * Every instance of a folder, in order of name.
     *
     * @throws IOException if the folder or a file in it cannot be read; its message names file and line
     */
    public static List<Reassignment> readAll(Path folder) throws IOException {
        List<Path> models;
        try (Stream<Path> files = Files.list(folder)) {
            models = files.filter(f -> f.getFileName().toString().startsWith(MODEL)
                            && f.getFileName().toString().endsWith(MODEL_END))
                    .sorted()
                    .toList();
        }
        List<Reassignment> all = new ArrayList<>();
        for (Path model : models) {
            String file = model.getFileName().toString();
            String name = file.substring(MODEL.length(), file.length() - MODEL_END.length());
            all.add(new Reassignment(
                    name, problem(InstanceReader.read(model, folder.resolve("assignment_" + name + ".sol.gz")))));
        }
        return all;
    }

    static boolean borrows(int service) {
        return service % 2 == 0;
    }

    static Problem problem(Instance instance) {
        Problem.Builder builder = Problem.builder().nowhereElse();
        long[][] own = ownLoad(instance);
        List<Machine> machines = instance.machines();
        for (int m = 0; m < machines.size(); m++) {
            List<Double> left = new ArrayList<>();
            for (int r = 0; r < instance.resources(); r++) {
                left.add((double) Math.max(0, machines.get(m).safety().get(r) - own[m][r]));
            }
            builder.add(new Supply(
                    left.subList(0, 1),
                    left.subList(1, left.size()),
                    machines.get(m).location()));
        }
        for (int s = 0; s < instance.services().size(); s++) {
            int service = s;
            List<Job> processes = instance.processes().stream()
                    .filter(p -> borrows(service)
                            && p.service() == service
                            && p.needs().getFirst() > 0)
                    .toList();
            if (!processes.isEmpty()) {
                int index = builder.add(
                        borrower(processes, instance.services().get(s).spread()));
                openTo(instance, s).forEach(machine -> builder.allow(index, machine, 1));
            }
        }
        return builder.build();
    }

    private static long[][] ownLoad(Instance instance) {
        long[][] own = new long[instance.machines().size()][instance.resources()];
        for (Job process : instance.processes()) {
            if (!borrows(process.service())) {
                Arrays.setAll(
                        own[process.machine()],
                        r -> own[process.machine()][r] + process.needs().get(r));
            }
        }
        return own;
    }

    private static Borrower borrower(List<Job> processes, int spread) {
        int count = processes.size();
        List<Double> footprint = IntStream.range(1, processes.getFirst().needs().size())
                .mapToObj(r -> processes.stream()
                        .mapToLong(p -> p.needs().get(r))
                        .average()
                        .orElse(0))
                .toList();
        int perZone = Math.ceilDiv(count, Math.max(1, spread));
        return new Borrower(
                processes.stream().mapToDouble(p -> p.needs().getFirst()).sum(),
                1,
                0,
                List.of(1.0),
                footprint,
                processes.stream().mapToDouble(p -> p.needs().getFirst()).max().orElse(1),
                new Limits(0, count, 1, perZone, Limits.WITH_ANY));
    }

    private static List<Integer> openTo(Instance instance, int service) {
        List<Machine> machines = instance.machines();
        Set<Integer> neighborhoods =
                machines.stream().map(Machine::neighborhood).collect(Collectors.toCollection(TreeSet::new));
        for (int needed : instance.services().get(service).dependsOn()) {
            if (!borrows(needed)) {
                neighborhoods.retainAll(instance.processes().stream()
                        .filter(p -> p.service() == needed)
                        .map(p -> machines.get(p.machine()).neighborhood())
                        .toList());
            }
        }
        return IntStream.range(0, machines.size())
                .filter(m -> neighborhoods.contains(machines.get(m).neighborhood()))
                .boxed()
                .toList();
    }
}
