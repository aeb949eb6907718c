/** What a master keeps on disk: the append-only journal and the lease. Not logging. */
package dev.headroom.backend.journal;
