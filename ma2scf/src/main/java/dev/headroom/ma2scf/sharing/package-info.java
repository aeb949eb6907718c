/** When to borrow, recall and give back: detectors, hysteresis and the loan ledger, as pure functions. */
package dev.headroom.ma2scf.sharing;
