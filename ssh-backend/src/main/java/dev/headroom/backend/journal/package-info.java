/** The files that a master keeps: the append-only journal, the ledger and the lease. Not logging. */
package dev.headroom.backend.journal;
