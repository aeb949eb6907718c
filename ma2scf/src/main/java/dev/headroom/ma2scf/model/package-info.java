/** The facts of a cluster at one moment, as immutable records whose constructors refuse invalid values. Start at {@link dev.headroom.ma2scf.model.ClusterSnapshot}. */
package dev.headroom.ma2scf.model;
