package dev.headroom.backend.act;

import dev.headroom.backend.command.RevertCommands;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.RevertReport.Outcome;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteResult.Completed;
import dev.headroom.ma2scf.model.HostId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What directors said before the answers to commands: whether they take their part of a plan back. Safe for several threads at once. */
final class ArmedAnswers {
    private static final int LONGEST = 200;

    private final List<RevertReport> reports = new ArrayList<>();

    /** What directors said since this was asked last. */
    synchronized List<RevertReport> told() {
        List<RevertReport> news = List.copyOf(reports);
        reports.clear();
        return news;
    }

    /** The command's own answer; what the host said before it is kept. */
    RemoteResult told(HostId host, ProposalId plan, RemoteResult answer) {
        if (!(answer instanceof Completed(int exitCode, String output, String error))) {
            return answer;
        }
        // A login may have printed lines before it.
        List<String> lines = output.lines().toList();
        int line = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith(RevertCommands.SAYS))
                .findFirst()
                .orElse(-1);
        if (line < 0) {
            return answer;
        }
        String said = lines.get(line).substring(RevertCommands.SAYS.length()).strip();
        note(new RevertReport(
                host,
                plan,
                said.equals(RevertCommands.ARMED)
                        ? new Outcome.Armed()
                        : new Outcome.NotArmed(said.substring(0, Math.min(LONGEST, said.length())))));
        String rest = IntStream.range(0, lines.size())
                .filter(i -> i != line)
                .mapToObj(i -> lines.get(i) + "\n")
                .collect(Collectors.joining());
        return new Completed(exitCode, rest, error);
    }

    private synchronized void note(RevertReport report) {
        reports.add(report);
    }
}
