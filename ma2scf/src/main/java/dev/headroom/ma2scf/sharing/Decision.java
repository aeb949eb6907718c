package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.util.List;

/**
 * What the sharing rules say at one moment.
 *
 * @param memory to be passed to the next decision
 * @param verdicts one for each service, in order of service
 * @param assessments one for each service, in order of service
 * @param servers one for each real server, in the order of the snapshot
 */
public record Decision(
        SharingMemory memory,
        List<Verdict> verdicts,
        List<ServiceAssessment> assessments,
        List<ServerAssessment> servers) {
    public Decision {
        servers = List.copyOf(servers);
        verdicts = List.copyOf(verdicts);
        assessments = List.copyOf(assessments);
    }
}
