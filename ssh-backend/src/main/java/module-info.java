import org.jspecify.annotations.NullMarked;

/** Talks to a cluster and drives it; it has no window. Decision 0073 says which packages are exported and why. */
@NullMarked
module dev.headroom.backend {
    requires transitive dev.headroom.ma2scf;
    requires static org.jspecify;
    requires com.jcraft.jsch;
    requires java.net.http;
    requires jdk.net;
    requires org.slf4j;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;

    exports dev.headroom.backend;
    exports dev.headroom.backend.act;
    exports dev.headroom.backend.agent;
    exports dev.headroom.backend.command;
    exports dev.headroom.backend.control;
    exports dev.headroom.backend.control.core;
    exports dev.headroom.backend.control.driver;
    exports dev.headroom.backend.control.leasehold;
    exports dev.headroom.backend.doctor;
    exports dev.headroom.backend.etcd;
    exports dev.headroom.backend.fleet;
    exports dev.headroom.backend.inventory;
    exports dev.headroom.backend.journal;
    exports dev.headroom.backend.json;
    exports dev.headroom.backend.lease;
    exports dev.headroom.backend.link;
    exports dev.headroom.backend.pace;
    exports dev.headroom.backend.parse;
    exports dev.headroom.backend.remote;
    exports dev.headroom.backend.remote.jsch.crypto to
            com.jcraft.jsch;
    exports dev.headroom.backend.remote.jsch.login to
            com.jcraft.jsch;
    exports dev.headroom.backend.remote.secrets;
    exports dev.headroom.backend.remote.trust;
    exports dev.headroom.backend.runtime;
    exports dev.headroom.backend.time;
}
