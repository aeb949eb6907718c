/** Walks a plan step by step and tests that the cluster stays safe after each. */
package dev.headroom.ma2scf.check;
