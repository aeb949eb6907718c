/** Classes that break the rules of the house on purpose: each proves that its rule in ArchitectureTest can fail. */
package dev.headroom.planted;
