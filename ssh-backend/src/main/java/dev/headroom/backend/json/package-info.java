/** Snapshots as JSON: what {@code observe --json} writes and {@code plan --snapshot} reads. */
package dev.headroom.backend.json;
