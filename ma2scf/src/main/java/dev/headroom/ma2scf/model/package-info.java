/** The facts of a cluster at one moment, as immutable records that refuse nonsense when they are made. Start at {@link dev.headroom.ma2scf.model.ClusterSnapshot}. */
package dev.headroom.ma2scf.model;
