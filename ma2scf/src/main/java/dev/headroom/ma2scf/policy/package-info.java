/** What the operator may set: thresholds, hold times, reserves. */
package dev.headroom.ma2scf.policy;
