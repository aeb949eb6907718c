/** Tests of a plan, without its rules and the finder, that the cluster stays safe after each step. */
package dev.headroom.ma2scf.check;
