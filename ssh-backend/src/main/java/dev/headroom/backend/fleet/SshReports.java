package dev.headroom.backend.fleet;

import dev.headroom.backend.fleet.HostResolver.Way;
import dev.headroom.backend.inventory.HostEntry;
import dev.headroom.backend.inventory.SshSettings;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.config.JumpHost;
import dev.headroom.backend.remote.config.OpenSshConfig;
import dev.headroom.backend.remote.config.OpenSshConfig.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what counts for logging in to a host. Opens no connection. Immutable. See decision 0080. */
public final class SshReports {
    private final SshEnvironment environment;
    private final HostResolver resolver;

    private SshReports(SshEnvironment environment, OpenSshConfig config) {
        this.environment = environment;
        this.resolver = new HostResolver(environment, config);
    }

    /**
     * Reports by the configuration of OpenSSH of one user.
     *
     * @throws IOException if a configuration of OpenSSH is there and cannot be read
     */
    public static SshReports of(SshEnvironment environment) throws IOException {
        return new SshReports(environment, OpenSshConfig.read(environment.home(), environment.systemFolder()));
    }

    /** Reports by one file of settings only, as with {@code ssh -F}. */
    static SshReports of(SshEnvironment environment, OpenSshConfig config) {
        return new SshReports(environment, config);
    }

    /**
     * A host that no cluster file names.
     *
     * @param text as ssh takes it, perhaps with a user and a port
     * @throws IllegalArgumentException if the text can name no host, with a sentence
     */
    public SshReport report(String text) {
        JumpHost host = Destination.of(text);
        return report(host.name(), SshFleet.given(host), "command line");
    }

    /** A host of a cluster file, whose settings decide first. */
    public SshReport report(HostEntry host) {
        return report(host.address(), host.ssh(), SshReport.CLUSTER_FILE);
    }

    private SshReport report(String name, SshSettings said, String source) {
        Query query = new Query(name, said.user(), said.port(), List.of(), environment.userName());
        Way way = resolver.way(Route.nameOf(name), query, said);
        return new SshReport(
                name,
                new ReportLines(environment, query, said, source, way).all(),
                hops(way.target()),
                new ReportKeys(said, way).all(),
                new FileRemarks(way).all(),
                sentences(way),
                way.refusal().map(r -> new SshReport.Sentence(r.setting(), r.place(), r.remedy())));
    }

    private static List<SshReport.Hop> hops(SshTarget target) {
        List<SshReport.Hop> hops = new ArrayList<>();
        Optional<String> command = Optional.empty();
        switch (target.route()) {
            case Route.Jump jump -> hops.addAll(hops(jump.by()));
            case Route.Command by -> command = Optional.of(by.line());
            case Route.Direct _ -> {}
        }
        hops.add(new SshReport.Hop(target.user(), target.address(), target.port(), command));
        return hops;
    }

    /** What is not followed for the host, and for each jump on the way. */
    private static List<SshReport.Sentence> sentences(Way way) {
        List<SshReport.Sentence> all = new ArrayList<>();
        way.jump().forEach(jump -> all.addAll(sentences(jump)));
        way.settings().notes().forEach(n -> all.add(new SshReport.Sentence(n.setting(), n.place(), n.remedy())));
        return all.stream().distinct().toList();
    }
}
