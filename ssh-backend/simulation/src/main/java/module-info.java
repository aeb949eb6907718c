import org.jspecify.annotations.NullMarked;

/** Simulated clusters in memory, behind the same interface as real ones; also behind real SSH servers on loopback. */
@NullMarked
module dev.headroom.simulation {
    requires transitive dev.headroom.backend;
    requires static org.jspecify;
    requires org.apache.sshd.osgi;
    requires org.slf4j;

    exports dev.headroom.simulation;
    exports dev.headroom.simulation.ipvs;
    exports dev.headroom.simulation.load;
    exports dev.headroom.simulation.loop;
    exports dev.headroom.simulation.shell;
    exports dev.headroom.simulation.ssh;
    exports dev.headroom.simulation.stage;
}
