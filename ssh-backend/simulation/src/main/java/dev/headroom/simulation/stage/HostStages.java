package dev.headroom.simulation.stage;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Needs;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.simulation.Fault;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.load.DemandCurve;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The states for pictures and tests of the window in which hosts matter: they send no readings, refuse the login, are
 * not adopted, are many or have long names. Made as {@link Stages} are.
 */
public final class HostStages {
    /** A demand that rises and falls before a loan can help. */
    private static final DemandCurve BRIEFLY = DemandCurve.constant(480)
            .then(Shop.CROWD, 1_000, Duration.ofSeconds(2))
            .then(Duration.ofSeconds(22), 480, Duration.ofSeconds(2));

    /** The list of containers in a frame, up to its end. */
    private static final Pattern BY_TOOL = Pattern.compile("@@section [0-9 ]+ (containers)\n(?:(?!@@).*\n)*");

    /** The beginning of what ipvsadm printed. */
    private static final Pattern HUNG = Pattern.compile("@@section 0 0 (\\d+ \\d+ ipvs)");

    /** The server that an operator takes out: the api runs on it, and on rs4. */
    private static final ServerId TAKEN_OUT = new ServerId("rs3");

    private static final int LONGEST_NAME = 60;

    private HostStages() {}

    /** In watch mode: one server has failed and the readings of one are stale; a proposal waits. */
    public static ControlState trouble() {
        return Repertoire.shop("trouble", BRIEFLY, stage -> trouble(stage, Mode.WATCH));
    }

    /** As {@link #trouble}, in manual mode, in which the proposal can be approved. */
    public static ControlState troubleInManual() {
        return Repertoire.shop("troubleInManual", BRIEFLY, stage -> trouble(stage, Mode.MANUAL));
    }

    private static void trouble(Stage stage, Mode mode) {
        stage.open(mode);
        stage.until(state -> state.proposals().stream()
                .anyMatch(proposal -> !proposal.status().live()));
        stage.happens(new ServerId("rs6"), Fault.Kind.CUT);
        stage.pass(30);
        stage.happens(new ServerId("rs2"), Fault.Kind.KILL);
        stage.newest(Proposal.Status.OPEN);
        stage.pass(4);
    }

    /** No operator has agreed to the division of the containers. */
    public static ControlState unadopted() {
        return Repertoire.shop("unadopted", Shop.CALM, stage -> stage.pass(6));
    }

    /** As {@link #unadopted}, without rs6 in the cluster. */
    public static ControlState unadoptedWithoutRs6() {
        return Repertoire.once(
                "unadoptedWithoutRs6",
                () -> Stage.endingAt(
                        Stages.NOW, Shop.with(Shop.CALM).without(6).story(), Repertoire.KEEPS, stage -> stage.pass(6)));
    }

    /**
     * One host key has changed, one host does not answer. A simulated host has no key, so the connections' sentences
     * are inserted, in the words of the SSH layer.
     */
    public static ControlState refused() {
        ControlState read = Repertoire.shop("refused", Shop.CALM, stage -> {
            stage.open(Mode.MANUAL);
            stage.pass(5);
            stage.happens(new ServerId("rs6"), Fault.Kind.CUT);
            stage.pass(47);
        });
        List<HostStatus> hosts = read.observation().hosts().stream()
                .map(host -> switch (host.host().name()) {
                    case "rs6" ->
                        new HostStatus(
                                host.host(),
                                host.address(),
                                HostStatus.State.REFUSED,
                                "The key that rs6 shows is not the one on record: it was installed anew, or somebody"
                                        + " is in between. Compare with the machine itself, then: ssh-keygen -R"
                                        + " 192.0.2.16",
                                host.since());
                    case "lb2" ->
                        new HostStatus(
                                host.host(),
                                host.address(),
                                HostStatus.State.RETRYING,
                                "192.0.2.3 does not answer on port 22; tried again in 8 s. Maybe it is down, or a"
                                        + " firewall stands between.",
                                Stages.NOW.minusSeconds(2));
                    default -> host;
                })
                .toList();
        return read.retold(new Observation(read.snapshot(), hosts), read.verdicts(), read.proposals(), read.notices());
    }

    /**
     * Two hosts answer over SSH and give no reading: sudo on rs6 has no rule any more, and ipvsadm on lb2 hangs.
     */
    public static ControlState notRead() {
        return Repertoire.shop("notRead", Shop.CALM, stage -> {
            stage.open(Mode.MANUAL);
            stage.pass(10);
            stage.loop().hear((host, frame) -> switch (host) {
                case "rs6" -> BY_TOOL.matcher(frame).replaceAll("@@section 1 0 1 0 $1\nsudo: a password is required\n");
                case "lb2" -> HUNG.matcher(frame).replaceAll("@@section 0 70 $1");
                default -> frame;
            });
            stage.pass(34);
        });
    }

    /** A server is in maintenance: its home container gets no new clients, and it is read as before. */
    public static ControlState maintenance() {
        return Repertoire.shop("maintenance", Shop.CALM, HostStages::takeOut);
    }

    /** As {@link #maintenance}, some time after the server was switched off. */
    public static ControlState maintenanceDead() {
        return Repertoire.shop("maintenanceDead", Shop.CALM, stage -> {
            takeOut(stage);
            stage.happens(TAKEN_OUT, Fault.Kind.KILL);
            stage.pass(45);
        });
    }

    /** A server dies just after an operator has taken it out, in watch mode: directors still send it new clients. */
    public static ControlState maintenanceTooEarly() {
        return Repertoire.shop("maintenanceTooEarly", Shop.CALM, stage -> {
            stage.open(Mode.WATCH);
            stage.pass(10);
            stage.loop().ask(new Intent.SetMaintenance(TAKEN_OUT, true, Stage.OPERATOR));
            stage.pass(5);
            stage.happens(TAKEN_OUT, Fault.Kind.KILL);
            stage.pass(45);
        });
    }

    private static void takeOut(Stage stage) {
        stage.open(Mode.AUTOMATIC);
        stage.pass(10);
        stage.loop().ask(new Intent.SetMaintenance(TAKEN_OUT, true, Stage.OPERATOR));
        stage.until(state -> Needs.stillServing(
                        state.snapshot(), state.snapshot().server(TAKEN_OUT).orElseThrow())
                .findAny()
                .isEmpty());
        stage.pass(70);
    }

    /** No host sends readings any more. */
    public static ControlState allDead() {
        return Repertoire.shop("allDead", Shop.CALM, stage -> {
            stage.open(Mode.MANUAL);
            stage.pass(10);
            stage.state().observation().hosts().forEach(host -> stage.happens(host.host(), Fault.Kind.CUT));
            stage.pass(190);
        });
    }

    /** Only one director and one server were ever read. */
    public static ControlState neverRead() {
        Set<HostId> read = Set.of(new DirectorId("lb1"), new ServerId("rs1"));
        return Repertoire.shop("neverRead", Shop.CALM, stage -> {
            stage.loop().cluster().description().hosts().stream()
                    .filter(host -> !read.contains(host))
                    .forEach(host -> stage.happens(host, Fault.Kind.CUT));
            stage.open(Mode.MANUAL);
            stage.pass(10);
        });
    }

    /** Five services on many servers, one of which is stale and one never read; at least 23 servers. */
    public static ControlState many(int servers) {
        return Repertoire.once("many " + servers, () -> {
            Scenario story = Scenarios.generated(servers + 2, 5, 1);
            return Stage.lasting(Duration.ofSeconds(8), Stages.NOW, story, stage -> {
                stage.happens(new ServerId("rs23"), Fault.Kind.CUT);
                stage.open(Mode.MANUAL);
                stage.happens(new ServerId("rs17"), Fault.Kind.CUT);
                stage.pass(6);
            });
        });
    }

    /** Names of sixty characters with the same beginning, and a proposal about them. */
    public static ControlState longNames() {
        return Repertoire.once(
                "longNames",
                () -> Stage.endingAt(
                        Stages.NOW,
                        new Shop(Shop.CROWDED, Shop.USUAL, HostStages::longName, Shop.ALL, SharingPolicy.defaults())
                                .story(),
                        Set.of(new ServerId(longName("rs3"))),
                        stage -> {
                            stage.open(Mode.MANUAL);
                            stage.newest(Proposal.Status.OPEN);
                            stage.happens(new ServerId(longName("rs6")), Fault.Kind.CUT);
                            stage.pass(6);
                        }));
    }

    /** A long name that ends in {@code name}: names in the field often differ only at their end. */
    public static String longName(String name) {
        String start = "production-eu-central-1-availability-zone-b-customer-facing-x";
        return start.substring(0, LONGEST_NAME - name.length() - 1) + "-" + name;
    }
}
