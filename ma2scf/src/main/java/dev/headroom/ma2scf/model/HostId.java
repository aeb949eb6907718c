package dev.headroom.ma2scf.model;

/** A machine reached by SSH: a director or a real server. Names are unique over both kinds. */
public sealed interface HostId permits DirectorId, ServerId {
    String name();
}
