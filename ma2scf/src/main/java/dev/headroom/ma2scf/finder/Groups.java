package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Requests that share lenders, directly or by way of others; what different groups get has nothing to do with each other. */
final class Groups {
    private record Group(List<Request> requests, Set<ServerId> servers) {}

    private Groups() {}

    /** In the order of each group's first request; the order within a group is that of {@code requests}. */
    static List<List<Request>> of(List<Request> requests, Map<ServerId, Lender> lenders) {
        List<Group> groups = new ArrayList<>();
        for (Request request : requests) {
            Group own = new Group(new ArrayList<>(), servers(request, lenders));
            List<Group> sharing = groups.stream()
                    .filter(g -> g.servers().stream().anyMatch(own.servers()::contains))
                    .toList();
            for (Group group : sharing) {
                own.requests().addAll(group.requests());
                own.servers().addAll(group.servers());
            }
            own.requests().add(request);
            groups.removeAll(sharing);
            groups.add(own);
        }
        return groups.stream()
                .map(Group::requests)
                .map((Collection<Request> group) ->
                        requests.stream().filter(group::contains).toList())
                .sorted(java.util.Comparator.comparingInt(group -> requests.indexOf(group.getFirst())))
                .toList();
    }

    private static Set<ServerId> servers(Request request, Map<ServerId, Lender> lenders) {
        Set<ServerId> servers = new TreeSet<>();
        for (Request.Candidate candidate : request.candidates()) {
            Lender lender = lenders.get(candidate.server());
            if (lender != null && !Pieces.of(lender, candidate, request.need()).isEmpty()) {
                servers.add(candidate.server());
            }
        }
        return servers;
    }
}
