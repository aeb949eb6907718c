/** What must be remembered from one moment to the next: since when something holds, what is ours, when it was done. */
package dev.headroom.ma2scf.sharing.memory;
