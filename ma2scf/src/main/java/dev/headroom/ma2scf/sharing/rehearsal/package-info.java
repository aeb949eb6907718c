/** What would be if a server or a zone failed now. */
package dev.headroom.ma2scf.sharing.rehearsal;
