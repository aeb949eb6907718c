package dev.headroom.bench.reassignment;

import dev.headroom.bench.reassignment.Instance.Job;
import dev.headroom.bench.reassignment.Instance.Machine;
import dev.headroom.bench.reassignment.Instance.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads {@code model_X.txt.gz} and {@code assignment_X.sol.gz}: numbers separated by whitespace, in the order of the
 * challenge's description. Every number is checked before it is used as an index.
 */
final class InstanceReader {
    /** More than any count in the challenge's largest instance. */
    private static final long MOST = 100_000;

    private final Path file;
    private final BufferedReader reader;
    private StringTokenizer words = new StringTokenizer("");
    private int line;

    private InstanceReader(Path file, BufferedReader reader) {
        this.file = file;
        this.reader = reader;
    }

    /**
     * Reads both files.
     *
     * @throws IOException with file, line and what was expected, if one cannot be read or is not in the challenge's
     * format
     */
    static Instance read(Path model, Path assignment) throws IOException {
        try (BufferedReader models = open(model);
                BufferedReader assignments = open(assignment)) {
            return new InstanceReader(model, models).model(new InstanceReader(assignment, assignments));
        } catch (ZipException e) {
            throw new IOException("%s or %s is not a gzip file: %s.".formatted(model, assignment, e.getMessage()), e);
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        return new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.US_ASCII));
    }

    private Instance model(InstanceReader assignment) throws IOException {
        int resources = number("the number of resources", 1, MOST);
        for (int r = 0; r < resources; r++) {
            number("whether a resource is transient", 0, 1);
            number("the weight of a load cost", 0, Long.MAX_VALUE);
        }
        int machineCount = number("the number of machines", 1, MOST);
        List<Machine> machines = new ArrayList<>();
        for (int m = 0; m < machineCount; m++) {
            machines.add(new Machine(
                    number("a neighborhood", 0, MOST),
                    number("a location", 0, MOST),
                    amounts("a capacity", resources),
                    amounts("a safety capacity", resources)));
            amounts("a cost of moving", machineCount);
        }
        int serviceCount = number("the number of services", 1, MOST);
        List<Service> services = new ArrayList<>();
        for (int s = 0; s < serviceCount; s++) {
            int spread = number("a spread", 0, MOST);
            int depends = number("a number of dependencies", 0, serviceCount);
            List<Integer> on = new ArrayList<>();
            for (int d = 0; d < depends; d++) {
                on.add(number("a service", 0, serviceCount - 1L));
            }
            services.add(new Service(spread, on));
        }
        int processCount = number("the number of processes", 1, MOST);
        List<Job> processes = new ArrayList<>();
        for (int p = 0; p < processCount; p++) {
            int service = number("a service", 0, serviceCount - 1L);
            List<Long> needs = amounts("a requirement", resources);
            amounts("a cost of moving", 1);
            processes.add(new Job(service, needs, assignment.number("a machine", 0, machineCount - 1L)));
        }
        return new Instance(resources, machines, services, processes);
    }

    private List<Long> amounts(String what, int count) throws IOException {
        List<Long> amounts = new ArrayList<>();
        for (int at : IntStream.range(0, count).toArray()) {
            amounts.add(amount(what + " (" + (at + 1) + " of " + count + ")", 0, Long.MAX_VALUE));
        }
        return amounts;
    }

    private int number(String what, long least, long most) throws IOException {
        return (int) Math.min(Integer.MAX_VALUE, amount(what, least, most));
    }

    private long amount(String what, long least, long most) throws IOException {
        String word = word(what);
        try {
            long value = Long.parseLong(word);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IOException(expected(what, word), e);
        }
        throw new IOException(expected(what, word) + " It must be within %d..%d.".formatted(least, most));
    }

    private String expected(String what, String found) {
        return "%s:%d: expected %s, found '%s'.".formatted(file, line, what, found);
    }

    private String word(String what) throws IOException {
        while (!words.hasMoreTokens()) {
            String next = reader.readLine();
            if (next == null) {
                throw new IOException(expected(what, "the end of the file"));
            }
            line++;
            words = new StringTokenizer(next);
        }
        return words.nextToken();
    }
}
