import org.jspecify.annotations.NullMarked;

/** Clusters that exist in memory only, in front of the same seam as real ones; also behind a real SSH server on loopback. */
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
