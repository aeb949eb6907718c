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
        if (!(answer instanceof Completed(int exitCode, String output, String error))
                || !output.startsWith(RevertCommands.SAYS)) {
            return answer;
        }
        int end = output.indexOf('\n');
        String said = output.substring(RevertCommands.SAYS.length(), end < 0 ? output.length() : end)
                .strip();
        note(new RevertReport(
                host,
                plan,
                said.equals(RevertCommands.ARMED)
                        ? new Outcome.Armed()
                        : new Outcome.NotArmed(said.substring(0, Math.min(LONGEST, said.length())))));
        return new Completed(exitCode, end < 0 ? "" : output.substring(end + 1), error);
    }

    private synchronized void note(RevertReport report) {
        reports.add(report);
    }
}
