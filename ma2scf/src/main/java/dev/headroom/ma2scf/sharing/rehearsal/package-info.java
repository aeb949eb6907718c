/** Predicts the effect of the failure of a server or zone. */
package dev.headroom.ma2scf.sharing.rehearsal;
