#pragma once

#include <stdbool.h>
#include <stdint.h>

// A layer over SQLite's default VFS that counts and slows syncs and plays a full disk.
//
// It acts on files under the directories that were added as disks and passes all others through, so that tests run
// beside each other. For tests and benchmarks only.

// Registers the layer as the default VFS; connections opened later go through it. May be called again.
// Returns an SQLite result code.
int svar_fault_install(void);

// Adds a disk: the files whose path begins with `prefix`. Returns its number, or -1 when there are too many.
int svar_fault_add(const char *prefix);

// Forgets a disk. Its files must be closed.
void svar_fault_remove(int disk);

// Makes every sync of the disk take this long, on top of what it really takes.
void svar_fault_hold_syncs(int disk, int64_t microseconds);

// From now on the disk takes this many bytes more of new space; what would go beyond fails with SQLITE_FULL.
// Negative: no bound.
void svar_fault_set_budget(int disk, int64_t bytes);

// When true, every write, truncation and sync fails with an I/O error.
void svar_fault_break(int disk, bool broken);

typedef struct {
    // Syncs of the write-ahead log that made a commit durable: frames were written since the last sync.
    int64_t commits;
    // Other syncs of the write-ahead log: its header at a restart, and before a checkpoint copies it.
    int64_t log_other;
    // Syncs of the main database file (checkpoints).
    int64_t database;
    // Syncs of anything else.
    int64_t other;
    int64_t bytes_written;
    // Operations that failed because of the budget or because the disk was broken.
    int64_t failures;
} svar_fault_counts;

svar_fault_counts svar_fault_read(int disk);
