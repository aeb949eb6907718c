/** Hold timers, our loans and weights, times of past actions: all that is kept from one snapshot to the next. */
package dev.headroom.ma2scf.sharing.memory;
