/** The vocabulary of change: actions with conditions, plans made of them, verdicts. */
package dev.headroom.ma2scf.plan;
