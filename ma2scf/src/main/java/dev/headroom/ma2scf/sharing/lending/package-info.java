/** Determines which servers may lend to a service, and how much; the only package that asks the finder. */
package dev.headroom.ma2scf.sharing.lending;
