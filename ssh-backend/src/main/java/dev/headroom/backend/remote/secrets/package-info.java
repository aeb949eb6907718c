/** What only the operator knows: passphrases, passwords, answers to a host's questions. Kept in memory only. */
package dev.headroom.backend.remote.secrets;
