package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.plan.PlanKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How the lab comes to a plan of each kind in a master of its own process. */
enum PlanStory {
    BORROW(PlanKind.BORROW, 1) {
        @Override
        Ending begin(LabProcess master) {
            return clients(WEB)::close;
        }
    },
    GIVE_BACK(PlanKind.GIVE_BACK, 1) {
        @Override
        Ending begin(LabProcess master) throws InterruptedException {
            String _ = borrowedByWeb(master);
            return NOTHING;
        }
    },
    FAILOVER(PlanKind.FAILOVER, 1) {
        @Override
        Ending begin(LabProcess master) {
            Lab.fault("kill", "rs1");
            return () -> Lab.fault("heal", "rs1");
        }
    },
    RESTORE(PlanKind.RESTORE, 1) {
        @Override
        Ending begin(LabProcess master) throws InterruptedException {
            Lab.fault("kill", "rs1");
            try {
                String _ = master.awaitDone(PlanKind.FAILOVER, LATER);
            } finally {
                Lab.fault("heal", "rs1");
            }
            return NOTHING;
        }
    },
    /** The only server that may lend to web is the home of api, which then needs it. */
    RECALL(PlanKind.RECALL, 1) {
        @Override
        Path clusterFile(Path folder) {
            return lentBy(folder, "web", "rs2");
        }

        @Override
        Ending begin(LabProcess master) throws InterruptedException {
            Clients web = clients(WEB);
            String _ = master.awaitDone(PlanKind.BORROW, LATER);
            Clients api = clients(API);
            return () -> {
                web.close();
                api.close();
            };
        }
    },
    /** What lends to the less important service is the only server that may lend to the more important one. */
    MAKE_ROOM(PlanKind.MAKE_ROOM, 1) {
        @Override
        Path clusterFile(Path folder) {
            Path _ = lentBy(folder, "web", "rs3");
            return lentBy(folder, "api", "rs3");
        }

        @Override
        Ending begin(LabProcess master) throws InterruptedException {
            Clients api = clients(API);
            String _ = master.awaitDone(PlanKind.BORROW, LATER);
            Clients web = clients(WEB);
            return () -> {
                api.close();
                web.close();
            };
        }
    },
    /** The home's server gets other work, and the loan has room. */
    BALANCE(PlanKind.BALANCE, 1) {
        @Override
        Path clusterFile(Path folder) {
            return lentBy(folder, "web", "rs3");
        }

        @Override
        Ending begin(LabProcess master) throws InterruptedException {
            Duration pause = Duration.ofNanos((long) (1e9 / (1.2 * Lab.pace().requestsPerSecond())));
            Trickle load;
            try (Clients _ = clients(WEB)) {
                String _ = master.awaitDone(PlanKind.BORROW, LATER);
                load = Trickle.tcp(WEB, 80, pause);
            }
            Lab.ssh("rs1", BUSY);
            return () -> {
                load.close();
                Lab.ssh("rs1", IDLE);
            };
        }
    },
    /** An operator takes back a loan that is needed. */
    UNDO(PlanKind.UNDO, 1) {
        @Override
        Path clusterFile(Path folder) {
            return lentBy(folder, "web", "rs3");
        }

        @Override
        Ending begin(LabProcess master) throws InterruptedException, IOException {
            Clients web = clients(WEB);
            String done = master.awaitDone(PlanKind.BORROW, LATER);
            master.order("undo " + done.split(" ", -1)[2]);
            return web::close;
        }
    },
    /** Its only home is on the server: first there is a loan elsewhere, then the home gets no new clients. */
    EVACUATE_HOME(PlanKind.EVACUATE, 2) {
        @Override
        Ending begin(LabProcess master) throws IOException {
            master.order("maintenance rs1");
            return NOTHING;
        }
    },
    EVACUATE_LOAN(PlanKind.EVACUATE, 1) {
        @Override
        Path clusterFile(Path folder) {
            return lentBy(folder, "web", "rs3");
        }

        @Override
        Ending begin(LabProcess master) throws InterruptedException, IOException {
            String _ = borrowedByWeb(master);
            master.order("maintenance rs3");
            return NOTHING;
        }
    };

    static final String WEB = "10.99.0.100";
    private static final String API = "10.99.0.101";
    private static final int CLIENTS = 12;
    private static final Duration LATER = Lab.pace().later();
    private static final Ending NOTHING = () -> {};
    /** About half of a processor's time. */
    static final String BUSY = "setsid -f perl -e 'open F, \">/run/busy.pid\"; print F $$; close F;"
            + " while (1) { my $t = (times)[0] + 0.06; 1 while (times)[0] < $t; select undef, undef, undef, 0.06 }'"
            + " </dev/null >/dev/null 2>&1";

    static final String IDLE = "kill $(cat /run/busy.pid)";

    final PlanKind kind;
    /** How many plans of the kind it takes. */
    final int plans;

    PlanStory(PlanKind kind, int plans) {
        this.kind = kind;
        this.plans = plans;
    }

    /** Ends the load and the faults of a story. */
    interface Ending extends AutoCloseable {
        @Override
        void close();
    }

    /** The cluster file of the story; {@code folder} is for it. */
    Path clusterFile(Path folder) {
        return Lab.clusterFile();
    }

    /** Brings the lab to where the next plan is one of the kind. */
    abstract Ending begin(LabProcess master) throws InterruptedException, IOException;

    private static Clients clients(String vip) {
        return Clients.start(vip, CLIENTS);
    }

    private static String borrowedByWeb(LabProcess master) throws InterruptedException {
        try (Clients _ = clients(WEB)) {
            return master.awaitDone(PlanKind.BORROW, LATER);
        }
    }

    /** A cluster file in which one server alone may lend to a service. */
    static Path lentBy(Path folder, String service, String lender) {
        Path file = folder.resolve("cluster.yaml");
        try {
            String text = Files.readString(Files.exists(file) ? file : Lab.clusterFile());
            String changed = text.replaceFirst(
                    "(name: " + service + ",.*priority: \\d)", "$1, allowedLenders: [" + lender + "]");
            assertThat(changed).isNotEqualTo(text);
            return Files.writeString(file, changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
