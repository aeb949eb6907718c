/** Cluster files: the operator's definition of a cluster. What is not understood is an error that names its line. */
package dev.headroom.backend.inventory;
