import org.jspecify.annotations.NullMarked;

/** MA2SCF: finds who has service capacity to lend, and plans how to move it. Pure: no clock, no random, no input or output. */
@NullMarked
@SuppressWarnings("module") // names a module above, which is not there when this one is compiled
module dev.headroom.ma2scf {
    requires static org.jspecify;

    exports dev.headroom.ma2scf.check to
            dev.headroom.backend;
    exports dev.headroom.ma2scf.demand;
    exports dev.headroom.ma2scf.finder;
    exports dev.headroom.ma2scf.model;
    exports dev.headroom.ma2scf.placement;
    exports dev.headroom.ma2scf.plan;
    exports dev.headroom.ma2scf.policy;
    exports dev.headroom.ma2scf.sharing;
    exports dev.headroom.ma2scf.sharing.facts;
    exports dev.headroom.ma2scf.sharing.memory;
    exports dev.headroom.ma2scf.sharing.rehearsal;
    exports dev.headroom.ma2scf.sharing.writing to
            dev.headroom.backend;
}
