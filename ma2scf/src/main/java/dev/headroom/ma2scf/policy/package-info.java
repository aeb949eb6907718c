/** The settings of an operator: thresholds, hold times, reserves. */
package dev.headroom.ma2scf.policy;
