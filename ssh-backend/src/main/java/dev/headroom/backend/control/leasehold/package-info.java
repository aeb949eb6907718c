/** Whose right it is to change the hosts, and what operators order of whoever has it. Pure. */
package dev.headroom.backend.control.leasehold;
